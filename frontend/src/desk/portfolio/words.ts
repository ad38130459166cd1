import type { Language } from "../../shared/languages.ts";

const en = {
  equity: "Equity over time",
  intervals: { "1m": "2 hours", "1h": "7 days", "1d": "1 year" } as Record<string, string>,
  interval: "How far back",
  equityChart: "Equity from {first} to {last} {currency}, over {points} points; {paid} was paid in.",
  equityYoung: "The curve begins to grow with the first trade. It is drawn anew every half minute.",
  numbers: "Numbers of the account",
  holdings: "Holdings",
  empty: "You hold nothing yet. Choose a product in the market above, or write your first order.",
  first: "Write the first order",
  product: "Product",
  quantity: "Quantity",
  free: "Free",
  cost: "Average cost",
  last: "Last price",
  value: "Market value",
  profit: "Open profit",
  actions: "Actions",
  trade: "Trade",
  waiting: "Waiting orders",
  waitingCount: "{count} orders wait and hold {held} back.",
};

const zh: typeof en = {
  equity: "總資產走勢",
  intervals: { "1m": "2 小時", "1h": "7 天", "1d": "1 年" },
  interval: "回溯多久",
  equityChart: "總資產由 {first} 到 {last} {currency}，共 {points} 個點；投入本金 {paid}。",
  equityYoung: "第一筆交易後曲線就會開始變化，每半分鐘重畫一次。",
  numbers: "帳戶數字",
  holdings: "持有部位",
  empty: "目前沒有部位。請從上方市場選擇商品，或下第一筆委託。",
  first: "下第一筆委託",
  product: "商品",
  quantity: "數量",
  free: "可賣",
  cost: "平均成本",
  last: "最新價",
  value: "市值",
  profit: "未實現損益",
  actions: "動作",
  trade: "交易",
  waiting: "等待中的委託",
  waitingCount: "{count} 筆委託等待中，保留 {held}。",
};

export const WORDS: Record<Language, typeof en> = { en, "zh-Hant": zh };
