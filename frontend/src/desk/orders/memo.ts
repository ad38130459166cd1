import { Component, type ComponentChild, type FunctionComponent, h } from "preact";

/** A part that is drawn again only when something that it is given has changed. */
export function memo<P extends object>(Part: FunctionComponent<P>): FunctionComponent<P> {
  class Kept extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const before = this.props as P;
      return (Object.keys(next) as (keyof P)[]).some((name) => next[name] !== before[name]);
    }

    override render(): ComponentChild {
      return h(Part, this.props as P);
    }
  }
  return Kept as unknown as FunctionComponent<P>;
}
