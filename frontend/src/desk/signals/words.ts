import type { Language } from "../../shared/languages.ts";

const en = {
  send: "Send a signal",
  lead: "As people write them in chats: a side, a product, perhaps a price, a stop and targets.",
  text: "Text of the signal",
  sample: "Take a sample",
  submit: "Send",
  sending: "It is being sent…",
  list: "Signals",
  empty: "No signal has come in yet. Send one above, or give a chart program a key that may send signals.",
  keys: "Make a key",
  statuses: { ordered: "Ordered", refused: "Refused", received: "Received" } as Record<string, string>,
  order: "Order: {status}",
  older: "Older signals",
};

const zh: typeof en = {
  send: "傳送訊號",
  lead: "就像聊天室裡寫的：方向、商品，也可以有價格、停損與停利。",
  text: "訊號內容",
  sample: "帶入範例",
  submit: "傳送",
  sending: "傳送中…",
  list: "訊號",
  empty: "還沒有收到訊號。請在上方傳送，或給看盤程式一把可傳送訊號的金鑰。",
  keys: "建立金鑰",
  statuses: { ordered: "已下單", refused: "已拒絕", received: "已收到" },
  order: "委託：{status}",
  older: "更早的訊號",
};

export const WORDS: Record<Language, typeof en> = { en, "zh-Hant": zh };
