import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Connection } from "../shared/connection.ts";
import { Header } from "../shared/Header.tsx";
import { Login } from "../shared/Login.tsx";
import { Session } from "../shared/session.ts";
import { useStore } from "../shared/store.ts";
import { useLight, useSurroundings } from "../shared/surroundings.ts";
import { useColouring } from "./colouring.ts";
import { type Desk, DeskContext, type Explained } from "./desk.ts";
import { Help } from "./Help.tsx";
import { Live } from "./live.ts";
import { Market } from "./Market.tsx";
import { Places } from "./Places.tsx";
import { Said, useSayings } from "./Said.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { View } from "./View.tsx";
import { Why } from "./Why.tsx";
import { WORDS, type Words } from "./words.ts";

export function App() {
  const surroundings = useSurroundings();
  const words = WORDS[surroundings.language];
  const [username, setUsername] = useState<string | null>(null);
  const [ended, setEnded] = useState(false);
  const [answers, setAnswers] = useState(true);
  const [live, setLive] = useState<Live | null>(null);
  const running = useRef<Live | null>(null);
  const leave = useCallback((byService: boolean) => {
    running.current?.close();
    running.current = null;
    setLive(null);
    setUsername(null);
    setEnded(byService);
  }, []);
  const [session] = useState(() => new Session(() => leave(true)));

  useEffect(() => {
    const watch = new Connection((there) => {
      setAnswers(there);
      if (there) {
        running.current?.hurry();
        running.current?.look(0);
      }
    });
    return () => watch.close();
  }, []);
  useEffect(() => {
    document.title = `${words.title} · trading-core`;
  }, [words]);

  const enter = useCallback(
    (name: string) => {
      const begun = new Live(session);
      running.current = begun;
      setLive(begun);
      setUsername(name);
      setEnded(false);
    },
    [session],
  );
  const logOut = useCallback(() => {
    void session.logOut();
    leave(false);
  }, [session, leave]);

  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        {words.skip}
      </button>
      {live && username !== null ? (
        <Inside
          key={username}
          words={words}
          surroundings={surroundings}
          session={session}
          live={live}
          username={username}
          answers={answers}
          logOut={logOut}
        />
      ) : (
        <>
          <Header words={words} surroundings={surroundings} username={null} logOut={logOut} />
          <div class="line" role="status">
            {!answers && <p class="notice bad">{words.unreachable}</p>}
          </div>
          <Login words={words} session={session} ended={ended} entered={enter} />
        </>
      )}
    </>
  );
}

interface InsideProps {
  readonly words: Words;
  readonly surroundings: ReturnType<typeof useSurroundings>;
  readonly session: Session;
  readonly live: Live;
  readonly username: string;
  readonly answers: boolean;
  readonly logOut: () => void;
}

function Inside({ words, surroundings, session, live, username, answers, logOut }: InsideProps) {
  const { language } = surroundings;
  const light = useLight(surroundings.light);
  const [colouring, setColouring] = useColouring();
  const [explained, setExplained] = useState<Explained | null>(null);
  const [helping, setHelping] = useState(false);
  const [sayings, say] = useSayings(live, words);
  const heard = useStore(live.heard);
  const shortcuts = useShortcuts(
    session.role === "operator",
    useCallback(() => setHelping(true), []),
  );
  const desk = useMemo<Desk>(
    () => ({
      session,
      live,
      language,
      paint: `${light} ${colouring} ${language}`,
      words,
      operates: session.role === "operator",
      explain: setExplained,
      say,
    }),
    [session, live, language, light, colouring, words, say],
  );
  return (
    <DeskContext.Provider value={desk}>
      <Header words={words} surroundings={surroundings} username={username} logOut={logOut}>
        <button type="button" class="plain" onClick={() => setHelping(true)}>
          {words.help}
        </button>
      </Header>
      <Places />
      <Market />
      <div class="line" role="status">
        {!answers && <p class="notice bad">{words.unreachable}</p>}
        {answers && !heard && <p class="notice">{words.catchingUp}</p>}
      </div>
      <View />
      <Said sayings={sayings} />
      {explained && <Why explained={explained} close={() => setExplained(null)} />}
      {helping && (
        <Help
          colouring={colouring}
          colour={setColouring}
          shortcuts={shortcuts}
          close={() => setHelping(false)}
        />
      )}
    </DeskContext.Provider>
  );
}
