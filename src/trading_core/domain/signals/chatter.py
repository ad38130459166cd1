"""Words that people write around an order and that change nothing of it.

The list is closed on purpose: a word that is not in it and has no meaning of its own may say anything, so a
text is not understood before every word of it is.
"""

from __future__ import annotations

from typing import Final

_ARTICLES_AND_SMALL_WORDS: Final = (
    "a an the this that these those it its it's here here's there there's is are am be being of in on onto into for with within per "
    "by via to and or as at so too also just very really quite more most much many few some all each every own same such "
    "than i we you he she they me us him her them my our your his their ours yours what's whose "
    "i'm we're you're they're i've let let's lets shall do does go goes going get gets have has "
    "one two three four five six seven eight nine ten first second third fourth fifth 1st 2nd 3rd vs etc ie et al "
    "up down through across along around near between inside during toward towards like well yes yeah yep ok okay oh hey "
)
_GREETINGS: Final = (
    "hi hello hallo hola dear good great nice best better top super amazing awesome excellent perfect beautiful lovely cool fine "
    "morning afternoon evening night day days week weekly weekend month monthly year daily today today's tonight "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "gm gn ga fam family friend friends guys guy folks everyone everybody people team gang squad bro bros brother brothers sis sir "
    "ladies gentlemen legends trader traders trader's investor investors member members subscriber subscribers follower followers "
    "community welcome luck lucky gl glgl hf cheers thanks thank thx ty please pls plz kindly wish wishes wishing happy enjoy peace "
    "love bless blessed god inshallah amen regards sincerely greetings respect salute salam namaste "
    "go lfg lets letsgo boom nb ps fyi btw imo tbh optional yay wow woohoo hurray rocket moon lambo wagmi hodler diamond hands "
)
_TRADING: Final = (
    "signal signals forex fx crypto cryptos stock stocks share shares futures future perpetual perp spot options option index indices "
    "commodity commodities metal metals currency currencies pair pairs coin coins token tokens altcoin altcoins equity cfd cfds "
    "trade trades trading trader's tradable setup setups idea ideas call calls alert alerts scalp scalps scalper scalping swing "
    "swings intraday daytrade daytrading position positions positional order orders market markets price prices pricing action "
    "strategy strategies system systems method analysis analyses analyst analysts technical technicals technically fundamental "
    "fundamentals sentiment chart charts charting pattern patterns trend trends trending trendline trendlines uptrend downtrend "
    "momentum volume volatility volatile liquidity structure bias zone zones demand supply block ob fvg bos choch imbalance "
    "order-block orderblock wick wicks pin bar pinbar engulfing divergence convergence flag flags wedge triangle channel channels head "
    "shoulders shoulder double bottom bottoms top tops neckline range ranges consolidation impulse wave waves elliott "
    "fibonacci fibo golden ratio ema's moving average averages macd bollinger bands band ichimoku cloud stochastic oversold overbought "
    "retest retested retests bounce bounces bounced rebound strong stronger strength weak weaker weakness bull bulls bear bears "
    "buyer buyers seller sellers high highs higher low lows liquid long-term short-term hour hours hourly minute minutes min mins minit hr hrs "
    "session sessions london asian asia european europe american america york ny tokyo sydney gmt utc est edt pst cet bst ist kst jst "
    "new-york us uk eu usa ecb fed fomc nfp cpi ppi gdp pmi news event events calendar data release releases impact rate rates inflation "
    "timeframe frame frames tf h1 h4 m5 m15 m30 d1 chart's view outlook level levels point points pip pips tick ticks "
    "profit profits profitable gain gains reward rewards return returns loss losses drawdown win wins winning winners winrate rr "
    "risk risks risky riskier riskfree manage manages management moneymanagement money funds fund capital balance account accounts margin "
    "leverage leveraged cross isolated lot lots size sizes sizing proper properly appropriate small smaller little light tight wide big "
    "bigger large max maximum min minimum total half-risk medium moderate conservative aggressive safe safely safer safety "
    "execution execute instant instantly immediate immediately fast quick quickly quickie slow slowly patient patience patiently discipline "
    "disciplined stay calm relax focus focused confident confidence sure certainly definitely guaranteed probability accurate "
    "accuracy quality grade rated rating premium vip free elite pro professional exclusive private public official verified original "
    "number no. id ref reference code type kind direction side status active valid new next latest live fresh current currently now "
    "details detail info information note notes important attention notice warning caution careful carefully carefull care below following "
    "see look visit check follow join click link links bio website site page channel group chat room telegram discord twitter whatsapp "
    "youtube instagram facebook tiktok contact support dm pm message inbox email mail subscribe subscription like share comment comments "
    "copy copytrading copier provider providers admin admins bot bots robot ea algo algorithm algorithmic ai automated auto "
    "automatic automatically expert experts advisor advisors mentor coach master masters academy club institute school university college "
    "capital group global international limited ltd llc inc corp company co pty markets exchange brokers broker platform app "
    "copyright copyrights reserved rights powered posted post posts published sent sender send sends shared source author desk research room "
    "signals' results' center centre hub zone lab labs studio network world king kings queen lion wolf bull's shark sniper hunter "
)
_DISCLAIMERS: Final = (
    "disclaimer disclaimers nfa dyor advice advices advise advised advisory recommend recommends recommended recommendation suggest suggested "
    "suggestion suggestions financial finance investment investments invest investing education educational purpose purposes only "
    "responsible responsibility liable liability involve involves involved substantial significant suitable understand aware guarantee "
    "guarantees future afford wisely wise smart smartly research due diligence terms conditions apply policy legal carry carries "
    "degree own yours yourself amount always access trust trusted use uses using used apply set sets put place enter "
    "proceed responsibly accordingly success successful membership pays pay must complex complicated instrument instruments speculative "
    "speculation stick consistent consistency benefit benefits strict strictly decision decisions decide discretion judgement judgment opinion opinions bias view views according based basis "
)
_REASONS: Final = (
    "reason reasons because due confluence confluences key area areas clean clear clearly nice solid major minor main important "
    "psychological round weekly monthly fresh untested order flow smart money concept concepts smc ict price-action "
    "showing shows show forming formed forms form heading head push pushing pushed pressure respect respecting respected "
    "aligned alignment aligns align supported supports supporting support's favor favour favourable continuation continue continues "
    "continuing reversal upside downside bullishness bearishness side sides potential expectation expectancy aim aims aiming target's "
    "objective ride riding sit relax enjoy making make makes making's take takes taking come comes coming start starts starting "
    "begin begins next ahead stay staying remain remains work works working build building start run runs run's fly fly's pump "
    " explode pips' rocket sky limit's gems gem whale whales bag bags party time times moment opportunity opportunities chance chances "
    "entry entries area exposure percent percentage percentages portfolio wallet deposit usd dollar dollars doller euro euros pound pounds yen "
    "mode settings setting parameter parameters rule rules tip tips lesson step steps part parts line lines "
)
_OTHER_TONGUES: Final = (
    "y e o el la los las un una de del en con para por su tu mi que es buena buen buenos buenas suerte gracias saludos gestiona gestion "
    "gesti\u00f3n riesgo se\u00f1al nueva nuevo operacion operaci\u00f3n mercado dinero bolsa inversion inversi\u00f3n financiero financiera consejo "
    "hoy dia d\u00eda tardes noches amigos equipo le les des et avec pour bonne chance bonjour merci risque prix jour gestion capital "
    "der die das und mit f\u00fcr auf viel gl\u00fcck erfolg guten morgen danke risiko hallo signal handel da do boa bom sorte sinal gest\u00e3o "
    "risco obrigado di il buona fortuna grazie rischio segnale saham kripto hati resiko semoga beruntung iyi sanslar "
)
_BRANDS: Final = (
    "tradingview metatrader mt4 mt5 ctrader cornix binance bybit okx kucoin bitget mexc oanda icmarkets ic pepperstone fxcm exness "
    "xm ftmo tif gtc ioc fok gtd day b i u em strong code br quote mybot tradingbot prop firm firms challenge funded telegram tg gemini coinbase kraken bitmex "
)
HARMLESS: Final = frozenset(
    word
    for words in (
        _ARTICLES_AND_SMALL_WORDS,
        _GREETINGS,
        _TRADING,
        _DISCLAIMERS,
        _REASONS,
        _OTHER_TONGUES,
        _BRANDS,
    )
    for word in words.split()
)
