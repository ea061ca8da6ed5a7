"""A payment the guest disputes: only people of the house can look at money that was taken."""

import re

_DISPUTED = re.compile(
    r"\b(?:"
    # Taken twice, too much or without being owed.
    r"(?:overcharged|double charged"
    r"|charged (?:\w+ ){0,4}(?:twice|double|two times|again|too much|wrong\w*|extra|without|more than))"
    r"|(?:double|duplicate\w*|wrong|unauthori[sz]ed|unknown|strange) (?:charges?|payments?)|two charges"
    r"|charges? (?:\w+ ){0,4}(?:dont|didnt|not|never) (?:recogni[sz]e|make|authori[sz]e)"
    r"|cobr(?:aron|aste|o|ado|ada|aram|ou) (?:\w+ ){0,5}(?:dos veces|doble|de mas|otra vez|de nuevo"
    r"|por duplicado"
    r"|sin (?:mi )?autoriza\w+|duas vezes|em dobro|a mais|dobrado|indevid\w+)"
    r"|(?:cargo|cobro|pago|cobranca|pagamento)s? (?:\w+ ){0,3}(?:doble|duplicad\w+|indebid\w+|desconocid\w+"
    r"|indevid\w+|em dobro|(?:que )?(?:no|nao) (?:reconozco|hice|autorice|reconheco|fiz))"
    r"|(?:doble|dos|dois) (?:cargos?|cobros?|cobrancas?)"
    r"|(?:debite|facture|preleve)\w* (?:\w+ ){0,4}(?:deux fois|en double|en trop|sans mon)"
    r"|(?:double|deux) (?:debits?|prelevements?|factures?|paiements?)"
    # Wanted back.
    r"|(?:want|need|demand|give me|return) (?:\w+ ){0,3}(?:money back|refund|refunded|my money)"
    r"|refund (?:me|my)|(?:quiero|exijo|necesito|solicito|quero|exijo|preciso)"
    r" (?:\w+ ){0,4}(?:reembols\w+|devolucion|devuelvan|devolvam|mi dinero|(?:meu )?dinheiro|estorno)"
    r"|(?:devuelv\w+|regres\w+|devolv\w+) (?:\w+ ){0,2}(?:dinero|plata|dinheiro)"
    r"|veux (?:\w+ ){0,3}(?:rembours\w+|mon argent)|(?:rendez|remboursez) (?:\w+ ){0,2}(?:moi|argent)"
    r")(?!\w)"
)
# What ending a stay gives back is worked out there; "would I" asks for the rule.
_OF_TERMS = re.compile(
    r"\b(?:cancel\w*|anul\w+|annul\w+|if (?:i|we)|would (?:i|we)|in case|en caso"
    r"|si (?:algo|surge|hay|tuvier\w+|tengo que|no (?:puedo|podemos|voy|vamos)"
    r"|(?:me|nos|se) (?!devuelv|regres|reembols)\w+))\b"
)


def is_one(flat: str) -> bool:
    """Whether a text (see `words.spaced`) disputes a payment or wants money back."""
    return bool(_DISPUTED.search(flat)) and not _OF_TERMS.search(flat)
