import { useEffect, useRef } from "preact/hooks";
import { useDesk } from "./desk.ts";
import { addressOf, PLACES, useRoute } from "./route.ts";

/** The parts of the desk: on top on a wide screen, at the thumb on a phone. */
export function Places() {
  const { words, operates } = useDesk();
  const { place } = useRoute();
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    bar.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [place]);
  return (
    <nav ref={bar} class="places" aria-label={words.parts}>
      {PLACES.filter((one) => operates || one !== "operate").map((one) => (
        <a key={one} href={addressOf(one)} aria-current={one === place ? "page" : undefined}>
          {words.places[one]}
        </a>
      ))}
    </nav>
  );
}
