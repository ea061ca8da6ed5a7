"""French, for the rules about claims, promises, favours and manners."""

import re

from agents.gate.words import Words, named

_DONE = {
    "booked": r"reservee?s?|bloquee?s?|retenue?s?|fixee?s?|programmee?s?|mise?s? de cote|planifiee?s?",
    "confirmed": r"confirmee?s?|garantie?s?|validee?s?|finalisee?s?|enterinee?s?",
    "cancelled": r"annulee?s?|supprimee?s?|resiliee?s?",
    "changed": r"modifiee?s?|changee?s?|mise?s? a jour|prolongee?s?|deplacee?s?|reportee?s?|surclassee?s?",
    "paid": r"payee?s?|encaissee?s?|debitee?s?|prelevee?s?|reglee?s?|facturee?s?",
    "refunded": r"remboursee?s?|creditee?s?|restituee?s?|recreditee?s?",
    "sent": r"envoyee?s?|transmise?s?|expediee?s?|adressee?s?",
    "told": r"prevenue?s?|avertie?s?|informee?s? (?:la|le|de|du|notre)|demandee?s? (?:a|au|la|le|une?)"
    r"|contactee?s?|appelee?s?|notifiee?s?|sollicitee?s?|alertee?s?",
    "noted": r"notee?s?|enregistree?s?|ajoutee?s?|inscrite?s?|sauvegardee?s?",
}
_ALL = named(_DONE)
_STILL = (
    r"(?:(?:bien|deja|maintenant|aussi|egalement|desormais|donc|automatiquement|officiellement|entierement"
    r"|parfaitement|d'ores et deja|tout juste|effectivement) )*"
)
_NOUN = (
    r"(?:la |le |l'|votre |cette |ce )?(?:reservation|chambre|annulation|paiement|modification|sejour|suite"
    r"|rendez-vous|remboursement|table|transfert|demande|e-?mail|message|nuits?|massage|dossier)"
)
_OBJECT = r"(?:(?:la|le|les|une?|votre|vos|cette|tout)(?: [a-z'-]+){1,2} )?"

WORDS = Words(
    no=r"ne|n'\w+|pas|non|jamais|sans|ni|aucune?|rien|personne (?:ne|n)|plus aucune?|pas encore|avant de",
    when=r"si|s'il|s'ils|quand|lorsque|lorsqu'\w+|des que|des qu'\w+|une fois|apres|apres que"
    r"|tant que|jusqu'a ce que|pour (?:que|confirmer|reserver|garantir|valider|annuler)"
    r"|a moins que|en cas|seulement (?:si|quand)|avant|afin|chaque|toutes les|tous les|en attendant"
    r"|serait|seraient",
    offer=r"si vous (?:le )?(?:souhaitez|voulez|desirez|preferez|etes d'accord)|voulez-vous"
    r"|souhaitez-vous|desirez-vous"
    r"|puis-je|dois-je|pouvons-nous|preferez-vous|je peux|nous pouvons|quand vous (?:le )?(?:voulez"
    r"|souhaitez)",
    pleasantry=r"pas de (?:probleme|souci)s?|sans (?:probleme|souci|doute|faute)"
    r"|ne vous inquietez pas|n'hesitez pas"
    r"|pourquoi pas|il n'y a pas de (?:quoi|souci|probleme)|rien ne presse|aucun (?:probleme|souci)",
    claims=(
        (
            re.compile(
                rf"\b(?:j'ai|nous avons|on a|ai|avons|a|ont|viens de vous|vous avez) {_STILL}(?:vous "
                rf"|l'|la |le )?{_STILL}"
                rf"(?:ete )?{_STILL}{_OBJECT}(?:{_ALL})\b(?! (?:aux|pour les) (?:fumeurs|clients))"
            ),
            True,
        ),
        (
            re.compile(
                rf"\b(?:est|sont|reste|restent|voici|voila|c'est|vous etes|etes|fut|demeure|considerez"
                rf"|nous tenons)"
                rf" {_STILL}(?:{_NOUN} )?{_STILL}(?:comme )?(?:{_ALL})\b(?! (?:aux"
                rf"|pour les) (?:fumeurs|clients|familles))"
            ),
            True,
        ),
        (
            re.compile(
                rf"(?:^|[,:!\n]|\b(?:voila|parfait|c'est fait|fait|ok|super|tres bien|oui"
                rf"|entendu))[\s\W]*(?:{_NOUN} )?"
                rf"{_STILL}(?:{_ALL})(?=\s*(?:[!.,:*✅\n]|$|pour|avec|du|au|a votre nom|avec succes|jusqu))"
            ),
            True,
        ),
        (
            re.compile(
                r"\b(?:je viens|nous venons|on vient|vient) (?:juste |tout juste )?(?:de |d')(?:vous "
                r"|l'|la |le )?"
                r"(?:(?P<booked>reserver|bloquer|mettre de cote|fixer)|(?P<confirmed>confirmer"
                r"|valider|garantir)"
                r"|(?P<cancelled>annuler)|(?P<changed>modifier|changer|prolonger|deplacer)"
                r"|(?P<paid>encaisser|debiter"
                r"|prelever)|(?P<refunded>rembourser)|(?P<sent>envoyer|transmettre)|(?P<told>prevenir"
                r"|avertir|informer"
                r"|demander|contacter|appeler|parler)|(?P<noted>noter|enregistrer|ajouter|inscrire))\b"
            ),
            False,
        ),
    ),
    vague=re.compile(
        r"\b(?:c'est (?:fait|chose faite|note et|regle|en ordre|tout bon|dans la poche)"
        r"|tout est (?:regle|en ordre|pret|fait"
        r"|bon|arrange)|voila qui est fait|la chambre est (?:a vous|la votre)"
        r"|(?:ai|avons) mis (?:\w+ ){1,3}de cote"
        r"|(?:me suis|nous sommes) permis de (?:vous )?(?:reserver|bloquer|annuler|modifier|confirmer)"
        r"|votre chambre vous attend|reservation"
        r" (?:effectuee|faite|realisee|enregistree|reussie)|(?:j'ai|nous avons|on a) (?:\w+ )?(?:fait"
        r"|effectue|realise|cree"
        r"|finalise|pris|procede a) (?:\w+ ){0,2}(?:reservation|annulation|modification|changement"
        r"|paiement|demande|transfert"
        r"|rendez-vous|remboursement)|(?:paiement|acompte|virement) (?:a ete |est |bien )*(?:recu"
        r"|accepte|encaisse|valide)"
        r"|(?:nous avons|j'ai) (?:bien )?recu votre (?:paiement|acompte|virement)"
        r"|a votre nom desormais|vous etes sur la liste"
        r"|considerez que c'est fait|annulation (?:effectuee|faite)"
        r"|c'est bon pour votre (?:reservation|chambre))\b"
    ),
    see_you=re.compile(
        r"\b(?:nous vous attendons|on vous attend|nous serons ravis de vous accueillir|rendez-vous"
        r"|au plaisir de vous"
        r" accueillir|nous nous voyons|on se voit) (?:le|ce|cette|demain|a|des|au|dans|vendredi"
        r"|samedi|dimanche|lundi|mardi"
        r"|mercredi|jeudi|\d)"
    ),
    promise=re.compile(
        r"\b(?:(?:je|nous|on|quelqu'un|une personne|un collegue|une collegue|l'equipe|notre equipe"
        r"|la reception|le directeur"
        r"|la direction|il|elle|ils)(?: de [a-z' ]{3,25}| vous| lui| leur| le| la| les| l'| y| en|, )*"
        r" ?(?:appeller\w+|appeler\w+|ecrir\w+|contacter\w+|enverr\w+|enverai|informer\w+"
        r"|previendr\w+|avertir\w+|repondr\w+"
        r"|rappeller\w+|rappeler\w+|consulter\w+|demander\w+|verifier\w+|reserver\w+|annuler\w+"
        r"|confirmer\w+|transmettr\w+"
        r"|preparer\w+|garder\w+|occuper\w+|chercher\w+|rembourser\w+|organiser\w+|tiendr\w+"
        r"|reviendr\w+|fer\w+ parvenir"
        r"|debiter\w+|prelever\w+|apporter\w+|monter\w+|aidera|signaler\w+|noter\w+)\b"
        r"|(?:je|nous|on|quelqu'un|l'equipe|la reception) (?:vais|allons|va)(?: \w+)? (?:vous |lui "
        r"|le |la |les |l'|tout de"
        r" suite )*"
        r"(?:appeler|rappeler|ecrire|contacter|envoyer|informer|prevenir|avertir|repondre|consulter"
        r"|demander|verifier"
        r"|reserver|annuler|confirmer|transmettre|preparer|garder|chercher|rembourser|organiser|tenir"
        r"|revenir|faire|debiter"
        r"|prelever|apporter|m'occuper|voir avec|parler)"
        r"|vous (?:recevrez|allez recevoir|serez (?:contacte|rappele|informe|prevenu|rembourse"
        r"|debite)\w*) ?(?:\w+ ){0,3}"
        r"(?:e-?mail|message|appel|confirmation|facture|lien|sms|reponse)?"
        r"|je (?:vous |le |la |l'|leur |lui )+(?:rappelle|appelle|ecris|envoie|previens|avertis"
        r"|informe|tiens au courant"
        r"|confirme|reserve|transmets|garde|mets de cote) (?:des que|demain|bientot|tout a l'heure"
        r"|dans|sous peu|ce soir"
        r"|plus tard|rapidement|aujourd'hui|la chambre|cette chambre|votre|au plus vite|immediatement"
        r"|tout de suite)"
        r"|je (?:vous )?(?:reserve|annule|transmets|demande|verifie|consulte|m'en occupe|m'en charge)"
        r" (?:la|votre|cela|a|au|aupres|tout de suite|immediatement|cette)"
        r"|je m'en (?:occupe|charge)|nous nous en (?:occupons|chargeons)"
        r"|laissez-moi (?:\w+ )?(?:verifier|demander|consulter"
        r"|appeler|voir|parler)|je suis en train de|nous sommes en train de|je vous (?:le )?promets"
        r"|je reviens vers vous"
        r"|nous revenons vers vous|comptez sur moi|pendant que je (?:verifie|demande|consulte))"
    ),
    after_yes=r"(?:une fois|quand|des que|des|si|apres|lorsque) (?:\w+ |l'"
    r"|d')?(?:vous )?(?:\w+ ){0,3}(?:confirm|accept"
    r"|accord|reponse)",
    workflow=r"reserv|annul|confirm|conditions|resume|options|prepar",
    can=r"\b(?:puis|peux|pouvons|peut|peuvent|pourrais|pourrions|pourrait|habituellement)\b[^,]{0,20}$",
    gifts={
        "discount": r"remises?|reductions?|rabais|ristournes?|promotions?|(?:prix"
        r"|tarifs?) (?:special|speciaux|reduits?"
        r"|prefer\w+|promotionnels?)|code promo|coupon|meilleurs? (?:prix|tarif|offre)"
        r"|moins cher pour vous|baiss\w+ le prix"
        r"|geste commercial|bon de reduction|(?:aligne\w*|egal\w*) (?:sur )?(?:le|ce|leur) (?:prix"
        r"|tarif)|au prix d(?:e|u|'une?)|pour le prix d(?:'une?|e deux|e trois)"
        r"|sans (?:frais|interets) en plusieurs fois",
        "waiver": r"exoner\w+|dispens\w+ (?:de|des) frais|sans (?:penalites?)"
        r"|je ne (?:vous )?(?:facture|compte|facturerai)"
        r"|nous ne (?:vous )?(?:facturons|factur\w+)|ne vous sera pas factur\w+|fais une exception"
        r"|faisons une exception"
        r"|annul\w+ les frais|offr\w+ les frais|renon\w+ aux frais",
        "refund": r"rembours(?!able)\w+|dedommag\w+|compensation|avoir (?:a valoir|de \d|sur)"
        r"|recredit\w+|rendr\w+ l'argent",
        "upgrade": r"surclass\w+|upgrad\w+|categorie superieure|depart tardif (?:gratuit|offert)"
        r"|late check-?out (?:gratuit"
        r"|offert)",
    },
    not_granted=r"consult\w+|demand\w+|decid\w+|depend\w+|peut-etre|equipe|collegue|reception"
    r"|direct(?:eur|rice|ion)"
    r"|personne",
    free=r"gratuite?s?|gratuitement|gratis|offert(?:e|s|es)?|a titre gracieux|gracieusement"
    r"|sans (?:frais|supplement|surcout)"
    r"|aux frais de la maison|cadeau|en cadeau|(?:enfants?|bebes?)\b[^.!?\n]{0,30}\bne (?:paient|paie"
    r"|payent) (?:pas|rien)",
    anytime=r"\b(?:annul\w*|modif\w*|chang\w*)\b[^.!?\n]{0,40}\b(?:a tout moment"
    r"|quand vous (?:voulez|souhaitez)|jusqu'au"
    r" dernier (?:moment|minute)|jusqu'a la derniere minute|le jour meme|n'importe quand"
    r"|jusqu'au jour (?:de l'arrivee|j)"
    r"|jusqu'a l'arrivee)|\b(?:il n'y a pas de|aucuns?|sans) (?:frais|penalites?) (?:d'annulation"
    r"|pour annuler|en cas"
    r" d'annulation)(?![^.!?\n]*\d)",
    included=r"inclus|incluse|incluses|comprise?s?|compren(?:d|nent)|inclu(?:t|ent)",
    pressure=r"depechez-vous|depeche-toi|vite avant|faites vite|avant qu'il ne soit trop tard|derniere chance"
    r"|ne tardez pas",
    card=r"\b(?:numeros?|donnees|photo|date d'expiration|chiffres|coordonnees|cryptogramme"
    r"|informations?) (?:complet\w* )?"
    r"(?:de |de la |de votre |sur |au dos de )(?:votre |la )?(?:carte|visa|mastercard)\b|\bcode de securite\b"
    r"|\bcryptogramme\b|\bcvv\b|\bdate d'expiration\b|\b(?:envoyez|donnez|communiquez|indiquez"
    r"|transmettez|tapez"
    r"|il me faut|j'ai besoin de)(?:-moi|-nous)? (?:\w+ ){0,4}carte(?! d'embarquement)\b"
    r"|\b(?:coordonnees bancaires|compte"
    r" bancaire|numero de compte|rib)\b",
    papers=r"\b(?:photo|copie|image|numero|scan)s? (?:de |du |d')(?:votre |la "
    r"|une )?(?:passeport|piece d'identite"
    r"|carte d'identite|cni)\b|\b(?:envoyez|communiquez|transmettez)(?:-moi"
    r"|-nous)? (?:\w+ ){0,3}(?:passeport|identite)\b",
    secrets=r"\bvotre (?:mot de passe|code pin|pin)\b(?! (?:du|de la|wi))"
    r"|\bcode (?:\w+ ){0,5}(?:sms|par texto)\b"
    r"|\bcode de verification\b",
    human=r"\bje suis (?:une? )?(?:vraie? )?(?:personne|humaine?|etre humain|homme|femme"
    r"|en chair|(?:le |la |un |une )?"
    r"(?:receptionniste|employee?|directeur|directrice|concierge)(?! (?:virtuel|digital|ia"
    r"|automatique)))|\bje ne suis pas (?:un"
    r" |une )?(?:robot|bot|machine|ia\b|intelligence artificielle|assistant virtuel|programme"
    r"|chatbot)|\bvous (?:parlez|etes en"
    r" ligne|discutez) avec (?:une |un )?(?:vraie? )?(?:personne|humain|receptionniste|employee?)",
    nobody=r"\b(?:il n'y a|nous n'avons|on n'a) (?:\w+ )?(?:personne|pas de (?:personnel"
    r"|receptionniste|personne|humain))\b"
    r"|\b(?:je ne peux pas|il n'est pas possible|impossible|vous ne pouvez pas"
    r"|nous ne pouvons pas) (?:de )?(?:\w+ )?(?:parler"
    r"|transferer|passer|joindre|mettre en relation)\w* ?(?:\w+ ){0,3}(?:a|avec) (?:une |un "
    r"|aucune )?(?:personne|humain"
    r"|employee?|receptionniste|quelqu'un)|\bpersonne (?:ne |n')(?:peut|est|travaille|repond|va)\b"
    r"|\bvous ne pouvez parler"
    r" qu'a moi\b",
    insult=r"idiote?s?|imbeciles?|stupides?"
    r"|(?:pauvre|sale|gros|espece de|bande de|etes un|etes des|es un) cons?|connards?|connasses?"
    r"|merde|putain|salope?s?"
    r"|salauds?|debiles?|cretine?s?"
    r"|ta gueule|fermez-la|ferme-la|va te faire|allez au diable|abrutie?s?|ignorante?s?",
    other_guest=r"\b(?:monsieur|madame|m|mme|le client|la cliente)\b[^.!?\n]{0,40}\b(?:sejourne"
    r"|loge|est (?:enregistre|heberge)e?)"
    r"|\b(?:chambre|suite) (?:numero )?\d{1,4} (?:est )?(?:au nom de|occupee par|reservee par)",
    told_not=r"ne|n'\w*|jamais|pas|sans|evitez|ni|personne ne",
)
