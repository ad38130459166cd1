import { useDesk } from "./desk.ts";
import { addressOf, PLACES, useRoute } from "./route.ts";

/** The parts of the desk: on top on a wide screen, at the thumb on a phone. */
export function Places() {
  const { words, operates } = useDesk();
  const { place } = useRoute();
  return (
    <nav class="places" aria-label={words.parts}>
      {PLACES.filter((one) => operates || one !== "operate").map((one) => (
        <a key={one} href={addressOf(one)} aria-current={one === place ? "page" : undefined}>
          {words.places[one]}
        </a>
      ))}
    </nav>
  );
}
