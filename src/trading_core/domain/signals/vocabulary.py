"""What the words of trading mean, in the languages that signals are mostly written in."""

from __future__ import annotations

from typing import Final

from trading_core.domain.signals.pieces import Kind, Meaning
from trading_core.domain.signals.signal import SignalType
from trading_core.domain.words import Side

_SIDES: Final = {
    Side.BUY: "buy long bullish bought compra comprar compre largo achat acheter kaufen kauf buylong",
    Side.SELL: "sell short bearish sold venta vender vende corto vente vendre verkaufen verkauf sellshort",
}
_SIMPLE: Final = {
    Kind.NAMING: "symbol ticker pair pairs instrument asset stock simbolo s\u00edmbolo par currency",
    Kind.KIND_OF_ORDER: "order type execution ordertype",
    Kind.WEAK_MARKET: "now market ahora mercado instantly immediately inmediato",
    Kind.ENTRY: "entry entries enter en price entrada entradas precio entryprice entryzone entrypoint ep prix einstieg",
    Kind.ZONE: "zone zona area range rango",
    Kind.PENDING: "pending pendiente",
    Kind.AT: "at from",
    Kind.STOP: "stop",
    Kind.STOP_LOSS: "sl stoploss stoplos stopploss stoplose",
    Kind.TARGET: "tp tps target targets tgt tgts tg takeprofit takeprofits objetivo objetivos objective objectives goal",
    Kind.OPEN: "open opened runner abierto",
    Kind.FILLER: (
        "the is are to and or set level levels point points around near about between ideal best of final again usd usdt "
        "usdc eur gbp jpy btc dollars a y o leave de approx"
    ),
    Kind.ASIDE: (
        "lot lots lotsize size volume vol qty quantity amount risk risks reward rr rrr ratio payoff leverage lev margin "
        "balance account capital deposit equity timeframe tf time date expiry confidence accuracy probability score id magic "
        "number nr num duration winrate position positions riesgo lote lotes apalancamiento percent percentage roi session version "
        "phone whatsapp tel rating"
    ),
    Kind.LEVEL: "bid ask spread support resistance soporte resistencia high low pivot fib ema sma ma rsi atr",
    Kind.COUNTED: "signal signals trade setup idea call alert part day week month signal\u00f1al se\u00f1al",
    Kind.NEGATION: "no not dont don't donot never avoid without nicht pas jangan nunca cannot cant can't isn't isnt kein keine won't",
}  # fmt: skip

_REFUSED: Final = {
    "management_message": (
        "move moved moves moving modify modified modification update updated updates updating adjust adjusted breakeven "
        "close closes closing exit exits exited exiting secure secured partial partials partially half trail trailing trailed "
        "hold holding hodl keep keeping lock locked book booking reduce reduced reverse reversed hedge hedged edit edited correction "
        "corrected revised change changed mover cerrar cierra cierre asegurar raise raised lower lowered tighten shift shifted bring"
    ),
    "result_message": (
        "hit hits hitted hitting reached reaches achieved achieve smashed crushed done running yesterday result results recap "
        "summary was were booked closed triggered activated filled stopped won congrats congratulations profited gained caught "
        "alcanzado tocado ayer ended finished completed tapped delivered performance previous missed"
    ),
    "cancellation": (
        "cancel cancels cancelled canceled cancelling canceling cancellation delete deleted deleting remove removed removing ignore "
        "ignored disregard void voided invalid invalidated invalidate invalidation abort aborted withdraw withdrawn scrap skip "
        "cancelar cancelado cancela retract retracted expired"
    ),
    "conditional": (
        "after if when whenever once wait waits waiting unless until till break breaks breakout breakouts breakdown breaking broke broken "
        "confirmation confirm confirms confirmed confirming pullback pullbacks dip dips rally rallies retrace retraces retracement "
        "provided providing assuming assume upon trigger triggers candle candles si cuando rompe ruptura espera esperar wenn falls "
        "quand jika kalau tunggu rejection reject rejects touches touch touched touching whichever otherwise else depending depends "
        "conditional condition"
    ),
    "tentative": (
        "ish maybe might could would should looking consider considering considered watch watching watchlist possible possibly perhaps "
        "probably soon later tomorrow tonight prepare preparing ready think thinking thought expect expecting expected expects "
        "anticipate planning unsure hypothetical hypothetically wondering wonder forecast theoretically quizas quiz\u00e1s"
    ),
    "several_orders": "dca layer layers layering pyramid martingale add adding additional another averaging grid scale scaling",
    "placeholder": "tba tbd undefined null nan none unknown placeholder xxx xxxx xxxxx n/a",
    "not_a_signal": "example examples template templates sample demo tutorial eg",
}  # fmt: skip

WORDS: Final[dict[str, Meaning]] = {}
for _side, _words in _SIDES.items():
    WORDS.update(dict.fromkeys(_words.split(), (Kind.SIDE, _side)))
for _kind, _words in _SIMPLE.items():
    WORDS.update(dict.fromkeys(_words.split(), (_kind, None)))
for _reason, _words in _REFUSED.items():
    WORDS.update(dict.fromkeys(_words.split(), (Kind.REFUSED, _reason)))
WORDS.update(dict.fromkeys(("limit", "limite", "l\u00edmite"), (Kind.TYPE, SignalType.LIMIT)))
WORDS.update(dict.fromkeys(("cmp", "instant"), (Kind.TYPE, SignalType.MARKET)))
WORDS.update(
    dict.fromkeys("above below over under beyond underneath beneath".split(), (Kind.REFUSED, "conditional"))
)
# Two words that are often written as one.
GLUED: Final = {
    side + way: (len(side), meaning)
    for side in ("buy", "sell")
    for way, meaning in {
        "limit": (Kind.TYPE, SignalType.LIMIT),
        "stop": (Kind.TYPE, SignalType.STOP),
        "now": (Kind.TYPE, SignalType.MARKET),
        "market": (Kind.TYPE, SignalType.MARKET),
    }.items()
}
# "After 30 minutes" is small talk, "after the news" a condition.
HARMLESS_BEFORE_NUMBER: Final = frozenset(("after",))
# These short words are labels only right before a number; elsewhere they are ordinary words.
LABEL_BEFORE_NUMBER: Final = frozenset(("en", "e", "ep", "price", "precio", "prix", "goal", "par"))
WORDS["e"] = (Kind.ENTRY, None)

HAN: Final[dict[str, Meaning]] = {
    **dict.fromkeys(("\u8cb7\u9032", "\u8cb7\u5165", "\u4e70\u5165", "\u4e70\u8fdb", "\u505a\u591a", "\u591a\u55ae", "\u591a\u5355", "\u770b\u591a"), (Kind.SIDE, Side.BUY)),
    **dict.fromkeys(("\u8ce3\u51fa", "\u5356\u51fa", "\u505a\u7a7a", "\u7a7a\u55ae", "\u7a7a\u5355", "\u770b\u7a7a"), (Kind.SIDE, Side.SELL)),
    **dict.fromkeys(("\u6b62\u640d", "\u6b62\u635f", "\u505c\u640d", "\u505c\u635f", "\u6b62\u640d\u50f9", "\u6b62\u635f\u4ef7", "\u505c\u640d\u50f9", "\u505c\u635f\u4ef7"), (Kind.STOP_LOSS, None)),
    **dict.fromkeys(("\u6b62\u76c8", "\u505c\u5229", "\u76ee\u6a19\u50f9", "\u76ee\u6807\u4ef7", "\u76ee\u6a19", "\u76ee\u6807", "\u6b62\u76c8\u50f9", "\u6b62\u76c8\u4ef7",
                     "\u505c\u5229\u50f9", "\u505c\u5229\u4ef7"), (Kind.TARGET, None)),
    **dict.fromkeys(("\u5165\u5834", "\u5165\u573a", "\u9032\u5834", "\u8fdb\u573a", "\u9032\u5834\u50f9", "\u5165\u573a\u4ef7", "\u5165\u5834\u50f9", "\u8fdb\u573a\u4ef7",
                     "\u50f9\u683c", "\u4ef7\u683c"), (Kind.ENTRY, None)),
    **dict.fromkeys(("\u5e02\u50f9", "\u5e02\u4ef7", "\u73fe\u50f9", "\u73b0\u4ef7"), (Kind.TYPE, SignalType.MARKET)),
    **dict.fromkeys(("\u9650\u50f9", "\u9650\u4ef7"), (Kind.TYPE, SignalType.LIMIT)),
    **dict.fromkeys(("\u5546\u54c1", "\u6a19\u7684", "\u6807\u7684", "\u80a1\u7968", "\u54c1\u7a2e", "\u54c1\u79cd"), (Kind.NAMING, None)),
    **dict.fromkeys(("\u4fe1\u865f", "\u4fe1\u53f7", "\u8a0a\u865f", "\u9ede", "\u70b9", "\u9ec3\u91d1", "\u9ec4\u91d1", "\u767d\u9280", "\u767d\u94f6"), (Kind.WORD, None)),
    **dict.fromkeys(("\u53d6\u6d88", "\u64a4\u55ae", "\u64a4\u5355"), (Kind.REFUSED, "cancellation")),
    **dict.fromkeys(("\u5e73\u5009", "\u5e73\u4ed3"), (Kind.REFUSED, "management_message")),
    **dict.fromkeys(("\u5982\u679c", "\u7b49\u5f85", "\u7a81\u7834", "\u8dcc\u7834"), (Kind.REFUSED, "conditional")),
}  # fmt: skip
