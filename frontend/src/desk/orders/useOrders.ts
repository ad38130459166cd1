import { useEffect, useState } from "preact/hooks";
import { useStore } from "../../shared/store.ts";
import { useDesk } from "../desk.ts";
import { type Listed, OrderBook } from "./book.ts";

/** Orders that fit, kept up to date for as long as they are looked at. */
export function useOrders(status: string, stock_id: string, size: number): [Listed, OrderBook] {
  const { live } = useDesk();
  const [book, setBook] = useState(() => new OrderBook(live, { status, stock_id }, size));
  const [made, setMade] = useState({ live, status, stock_id, size });
  useEffect(() => {
    if (made.status === status && made.stock_id === stock_id && made.live === live && made.size === size)
      return;
    book.close();
    setBook(new OrderBook(live, { status, stock_id }, size));
    setMade({ live, status, stock_id, size });
  }, [live, status, stock_id, size, made, book]);
  useEffect(() => () => book.close(), [book]);
  return [useStore(book.listed), book];
}
