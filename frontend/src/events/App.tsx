import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Connection } from "../shared/connection.ts";
import { Header } from "../shared/Header.tsx";
import { Login } from "../shared/Login.tsx";
import { Session } from "../shared/session.ts";
import { useLight, useSurroundings } from "../shared/surroundings.ts";
import { Events } from "./Events.tsx";
import { WORDS } from "./words.ts";

export function App() {
  const surroundings = useSurroundings();
  const light = useLight(surroundings.light);
  const words = WORDS[surroundings.language];
  const [username, setUsername] = useState<string | null>(null);
  const [ended, setEnded] = useState(false);
  const [answers, setAnswers] = useState(true);
  const connection = useRef<Connection>(undefined);
  const [session] = useState(
    () =>
      new Session(() => {
        setUsername(null);
        setEnded(true);
      }),
  );

  useEffect(() => {
    const watch = new Connection(setAnswers);
    connection.current = watch;
    return () => watch.close();
  }, []);
  useEffect(() => {
    document.title = `${words.title} · trading-core`;
  }, [words]);

  const silent = useCallback(() => void connection.current?.look(), []);
  const logOut = useCallback(() => {
    void session.logOut();
    setEnded(false);
    setUsername(null);
  }, [session]);

  return (
    <>
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <Header words={words} surroundings={surroundings} username={username} logOut={logOut} />
      <div class="line" role="status">
        {!answers && <p class="notice bad">{words.unreachable}</p>}
      </div>
      {username === null ? (
        <Login words={words} session={session} ended={ended} entered={setUsername} />
      ) : (
        <Events
          words={words}
          language={surroundings.language}
          light={light}
          session={session}
          username={username}
          answers={answers}
          silent={silent}
        />
      )}
    </>
  );
}
