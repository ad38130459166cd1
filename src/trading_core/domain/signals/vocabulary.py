"""What the words of trading mean, in the languages that signals are mostly written in."""

from __future__ import annotations

from typing import Final

from trading_core.domain.signals.pieces import Kind, Meaning
from trading_core.domain.signals.signal import SignalType
from trading_core.domain.words import Side

_SIDES: Final = {
    Side.BUY: "buy long bullish compra comprar compre largo achat acheter kaufen kauf buylong",
    Side.SELL: "sell short bearish venta vender vende corto vente vendre verkaufen verkauf sellshort",
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
    Kind.OPEN: "open runner abierto",
    Kind.FILLER: (
        "the is are to and or set level levels point points around near about between ideal best of final again usd usdt "
        "usdc eur gbp jpy btc dollars a y o leave de approx"
    ),
    Kind.ASIDE: (
        "lot lots lotsize size volume vol qty quantity amount risk risks reward rr rrr ratio payoff leverage lev margin "
        "balance account capital deposit equity timeframe tf time date expiry confidence accuracy probability pips pip score id magic "
        "number nr num duration winrate position positions riesgo lote lotes apalancamiento percent percentage roi session version "
        "phone whatsapp tel rating"
    ),
    Kind.LEVEL: "bid ask spread support resistance soporte resistencia high low pivot fib ema sma ma rsi atr",
    Kind.COUNTED: "signal signals trade setup idea call alert part day week month signal\u00f1al se\u00f1al",
    Kind.NEGATION: "no not dont don't donot never avoid without nicht pas jangan nunca cannot cant can't isn't isnt kein keine won't",
}  # fmt: skip

_REFUSED: Final = {
    "negated": (
        "nope nah nay neither nor nobody shouldn't wouldn't didn't doesn't aren't wasn't weren't shouldnt "
        "wouldnt didnt doesnt arent ain't aint opposite fade fading"
    ),
    "management_message": (
        "move moved moves moving modify modified modification update updated updates updating adjust adjusted breakeven "
        "close closes closing exit exits exited exiting secure secured partial partials partially half trail trailing trailed "
        "hold holding hodl keep keeping lock locked book booking reduce reduced reverse reversed hedge hedged edit edited correction "
        "corrected revised change changed mover cerrar cierra cierre asegurar raise raised lower lowered tighten shift shifted bring"
    ),
    "result_message": (
        "hit hits hitted hitting reached reaches achieved achieve smashed crushed done running yesterday result results recap "
        "summary was were booked closed triggered activated filled stopped won congrats congratulations profited gained caught "
        "alcanzado tocado ayer ended finished completed tapped delivered performance previous missed "
        "already went been had took taken bagged banked nailed made earned lost winner loser entered opened "
        "placed executed longed shorted archive archived archives history historical throwback previously ago "
        "earlier older journal statement pnl missing worked played rode ran flew dumped pumped"
    ),
    "cancellation": (
        "cancel cancels cancelled canceled cancelling canceling cancellation delete deleted deleting remove removed removing ignore "
        "ignored disregard void voided invalid invalidated invalidate invalidation abort aborted withdraw withdrawn scrap skip "
        "cancelar cancelado cancela retract retracted expired "
        "sorry wrong wrongly typo typos mistake mistakes mistaken mistakenly mistyped misprint oops ooops "
        "whoops ups apology apologies apologize regret scratch nvm nevermind forget forgotten undo undone "
        "revoke revoked rescind rescinded retract retracts retracted retraction withdraws withdrawal cxl cncl "
        "cncld nullified annul annulled anulado anulada annule annul\u00e9 storniert falsch scrapped abandon "
        "abandoned disabled paused suspended inactive obsolete outdated superseded replaced replacing error "
        "errors erroneous incorrect incorrectly inaccurate accident accidental accidentally false fake bogus "
        "scam scammer spam joke jokes joking kidding jk lmao rofl olvidalo dead pointless deny denied refuse "
        "refused"
    ),
    "conditional": (
        "after if when whenever once wait waits waiting unless until till break breaks breakout breakouts breakdown breaking broke broken "
        "confirmation confirm confirms confirmed confirming pullback pullbacks dip dips rally rallies retrace retraces retracement "
        "provided providing assuming assume upon trigger triggers candle candles si cuando rompe ruptura espera esperar wenn falls "
        "quand jika kalau tunggu rejection reject rejects touches touch touched touching whichever otherwise else depending depends "
        "conditional condition "
        "subject standby await awaits awaiting"
    ),
    "tentative": (
        "ish maybe might could would should looking consider considering considered watch watching watchlist possible possibly perhaps "
        "probably soon later tomorrow tonight prepare preparing ready think thinking thought expect expecting expected expects "
        "anticipate planning unsure hypothetical hypothetically wondering wonder forecast theoretically quizas quiz\u00e1s "
        "ideally hopefully guess guessing suppose supposed supposing supposedly imagine plan plans planned "
        "intend intending intended undecided doubt doubtful suspect rumor rumors rumour unconfirmed tentative "
        "tentatively potentially radar eyeing whatif thoughts hmm idk likely unlikely arguably"
    ),
    "several_orders": "dca layer layers layering pyramid martingale add adding additional another averaging grid scale scaling",
    "placeholder": "tba tbd undefined null nan none unknown placeholder xxx xxxx xxxxx n/a",
    "not_a_signal": (
        "example examples template templates sample demo tutorial eg "
        "test tests testing tester paper papertrade papertrading backtest backtests backtested backtesting "
        "simulate simulated simulation simulator sim practice practise practicing mock dummy draft wip quiz "
        "homework theory theoretical imaginary pretend fictional fiction roleplay playground sandbox"
    ),
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
# What somebody did is no order, except where the word stands like a label: see ``wording``.
PAST: Final = {"bought": Side.BUY, "sold": Side.SELL}
WORDS.update(dict.fromkeys(PAST, (Kind.REFUSED, "result_message")))
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
