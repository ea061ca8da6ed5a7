"""Which language a text is in, by its small words."""

from collections.abc import Sequence

from agents.offline.letters import likeness
from agents.offline.words import bag

# Words that only one of these languages has, and words that several share, with what they weigh.
_WORDS = {
    "es": bag(
        "hola buenas gracias el la los las un una unos del al que quiero quisiera necesito tienen"
        " tiene hay para por con sin y o si no es son esta estan mi mis su sus me nos le les lo cuanto"
        " cuesta cual cuales como donde cuando hasta desde noche noches habitacion habitaciones"
        " reserva reservar precio precios persona personas adultos ninos puedo puede pueden podria"
        " favor porfavor porfa mas muy pero tambien hoy manana dia dias semana desayuno mascotas"
        " alberca piscina estacionamiento vale dale claro bueno adios hasta luego quien tarifa llegada"
        " salida busco somos seria serian estaria cancelar cambiar mejor otra otro este ese esa eso ya"
        " ahora entonces perro gato niños hermana esposa hablar alguien hacer tengo tenemos voy vamos"
        " de en enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
        " diciembre lunes martes miercoles jueves viernes sabado domingo bien perfecto acuerdo se"
        " ustedes usted nombre llamo apellido codigo soy quedo esos esas solo aqui barata barato"
        " tambien ninguno ninguna primera segunda tercera ultima edad anos gusta gustaria interesa"
        " prefiero confirmo acepto cama camas dos tres cuatro cinco"
    ),
    "en": bag(
        "hi hello hey thanks thank you the an is are was were do does did have has had i im id ill"
        " my we our it its that this what when where how much many can could would will shall like"
        " want need book booking room rooms night nights for from to until with without and or but not"
        " yes yeah please any there some of in on at be been check stay staying people adults children"
        " kids tomorrow tonight today weekend next price cost available availability breakfast pool"
        " pets address speak talk someone person cancel change bye good morning evening great sounds"
        " sure okay me he she they them your us if about looking find get give tell january february"
        " march april may june july august september october november december monday tuesday"
        " wednesday thursday friday saturday sunday let lets just one two three question"
    ),
    "pt": bag(
        "ola oi obrigado obrigada voce voces nao sim quero queria gostaria tem posso pode quarto"
        " quartos diaria reserva preco quanto custa qual para com sem um uma uns os as do da dos das"
        " no na nos nas ao e ou eu meu minha ate amanha hoje noite noites pessoas adultos criancas"
        " cafe manha estacionamento piscina bom boa dia tarde por favor fazer esta cachorro janeiro"
        " fevereiro marco maio junho julho setembro outubro novembro dezembro segunda terca quarta"
        " quinta sexta domingo alguem falar cancelar algo crianca chegada saida pessoa vaga hospedagem ainda"
        " aceitam quais temos preciso ficar onde voces senha horas muito mais entao isso esta ja que me"
        " como se cama camas claro este semana ver fotos duas dois seu sua tempo perto favor confirma"
        " pena melhor"
    ),
    "fr": bag(
        "bonjour bonsoir salut merci je vous nous le la les un une des du de et ou est sont avec sans"
        " pour chambre chambres nuit nuits reserver reservation prix combien quel quelle voudrais avez"
        " puis peut oui non petit dejeuner demain janvier fevrier mars avril mai juin juillet aout"
        " septembre octobre novembre decembre personnes adultes enfants au aux ne pas il elle mon ma"
        " notre votre quelqu parler annuler plait cest que lundi mardi mercredi jeudi vendredi samedi"
        " dimanche marche sommes etes peuvent pouvons acceptez faut aimerais souhaite cherche lit salle"
        " encore quels quelles chez nos vos ce soir acompte en ca ici plus"
    ),
}
_SHARED = {
    word: sum(word in found for found in _WORDS.values()) for found in _WORDS.values() for word in found
}  # in how many languages


# Said in chats of every language: one of them alone changes no conversation's language.
_BORROWED = bag("bye please ok okay sorry")
# So are these, after a first message: "ok thanks" ends a talk in Spanish too.
_COURTESIES = _BORROWED | bag("thanks thank you thx ty gracias merci ciao chao super cool")
# Letters with signs, and in which languages they are written.
_SIGNED = {
    "ñ¿¡": "es",
    "ãõ": "pt",
    "çê": "pt fr",
    "âô": "pt fr",
    "èùœûîëï": "fr",
    "à": "fr pt",
    "é": "es pt fr",
    "áíóú": "es pt",
}
_LISTED = 6.0  # nats that a listed word is worth
_SIGN = 3.0
_SURE = 3.0  # nats that a language must lead by


def detect(words: Sequence[str], raw: str = "", before: str = "") -> str:
    """es, en, pt or fr; "" when the text does not tell ("ok", a name, a date in digits).

    Told by words that only some languages have, by their letters, and by how like the words are to each. What
    could be either is in the language spoken `before`.
    """
    if before in _WORDS and all(word in _COURTESIES for word in words if word[0].isalpha()):
        return before
    scores = dict.fromkeys(_WORDS, 0.0)
    for word in words:
        for language, known in _WORDS.items():
            if word in known:
                scores[language] += (0.4 if word in _BORROWED else 1) / _SHARED[word] ** 2
    alike = likeness(raw)
    # Among many words that look like no language of ours, one that is listed is there by chance.
    spelt = sum(word[0].isalpha() for word in words)
    listed = max(scores.values()) >= (0.25 if alike else 0.25 * max(1, spelt))
    lowered = raw.lower()
    for language in scores:
        signs = sum(
            any(sign in lowered for sign in signed)
            for signed, theirs in _SIGNED.items()
            if language in theirs
        )
        scores[language] = _LISTED * scores[language] + _SIGN * signs + alike.get(language, 0.0)
    if before in scores:
        scores[before] += _SURE
    (best, score), (_, second) = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    return best if (listed or alike) and score - second >= _SURE else ""
