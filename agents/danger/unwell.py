"""Words that tell together that somebody is ill or hurt: in whatever order, in one sentence.

Folded as `emergency` reads it: lower case, no accents, a blank for each apostrophe ("can t", "j ai").
"""

# fmt: off
TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "es": (
        (r"azul|morad[oa]|palid[oa]|sin pulso|grave|agoniz\w+|muriendo|delirando|tiembla mucho"
         r"|temblando mucho", r"espos[oa]|marido|mujer|hij[oa]|bebe|nin[oa]|papa|mama|padre|madre"
         r"|abuel[oa]|amig[oa]|novi[oa]|pareja|herman[oa]|senora?|suegr[oa]|huesped|ella"),
        (r"no (?:se )?(?:puede|puedo|logra) (?:mover|levantar|hablar|parar|ponerse)\w*|no se mueve"
         r"|no habla(?! (?:ingles|espanol|portugues|frances|aleman|italiano|english|spanish|portuguese"
         r"|french|german|muy|mucho|bien|muito|bem|anglais|espagnol|francais|a |con|com|por))"
         r"|no responde|no contesta", r"cay\w*|golpe\w*|espos[oa]|marido|hij[oa]|bebe|nin[oa]|papa"
         r"|mama|padre|madre|abuel[oa]|diabetic\w+|suegr[oa]|amig[oa]|brazo|pierna|piso|escaleras?"),
        (r"trag[oa]\w*|se comio|ingirio|bebio", r"moneda|pila|bateria|objeto|jabon|detergente|cloro"
         r"|veneno|hueso|espina|juguete|boton|insecticida"),
        (r"pic(?:o|adura|aron)|mord(?:io|ida|eron)", r"alacran|escorpion|vibora|serpiente|culebra"
         r"|medusa|arana|perro|murcielago|hincha\w*|garganta|lengua|alergic\w+"),
        (r"duerme|dormid[oa]|entumec\w+|hinch\w+|paraliz\w+", r"lengua|cara|garganta|labios?|brazo|boca"),
        (r"sangr\w+", r"no (?:para|deja)|much[oa]|cabeza|mano|herida|pierna|nariz|vomit\w+"),
        (r"cort(?:e|o|ado|ada)|fractur\w+|romp\w+|quebr\w+|dislo\w+|zaf\w+|quemadura|queme|quemo",
         r"pierna|brazo|hueso|tobillo|muneca rota|profund\w+|cabeza|clavicula|cadera|piel|aceite"
         r"|agua hirviendo"),
        (r"ven(?:ga|gan|ir)|mand\w+|envi\w+|traig\w+|necesit\w+|urge|quiero|consigan?", r"medic[oa]"
         r"|doctora?|ambulancia|paramedic\w+|enfermer[oa]|desfibrilador"),
        (r"vomit\w+|fiebre", r"sangre|no para|convuls\w+|cuarenta|40|41|delir\w+|bebe"),
        (r"presion|azucar|glucosa|insulina|epinefrina|epipen|inhalador|asma|asmatic\w+", r"bajisima"
         r"|altisima|muy (?:alta|baja)|ataque|crisis|se me acabo|urgente|necesito|no tengo|desmay\w+"),
        (r"ataque|crisis|mareo fuerte|embolia|colapso", r"papa|mama|padre|madre|hij[oa]|espos[oa]"
         r"|marido|abuel[oa]|amig[oa]|tirad[oa]|piso|suelo|nervios|asma|me"),
        (r"voy a desmayar\w*|me desmayo|casi inconsciente|me siento (?:muy|super) mal",),
    ),
    "en": (
        (r"blue|purple|pale|pulse|dying|grave|delirious|shaking (?:badly|violently)", r"husband|wife"
         r"|son|daughter|baby|kid|child|dad|mom|mum|father|mother|grand\w+|friend|partner|brother"
         r"|sister|man|woman|guest|he|she|lips|face"),
        (r"(?:can ?t|cannot|isn ?t|not|won ?t|unable|doesn ?t) (?:to )?(?:move|moving|stand"
         r"|speak(?! (?:ingles|espanol|portugues|frances|aleman|italiano|english|spanish|portuguese"
         r"|french|german|muy|mucho|bien|muito|bem|anglais|espagnol|francais|a |con|com|por))|talk"
         r"|get up|respond\w*|walk|reacting)", r"fell|fall|hit|husband|wife|son|daughter|baby|dad|mom"
         r"|father|mother|grand\w+|diabetic|friend|he|she|leg|stairs|arm|my (?:husband|wife)"),
        (r"swallow\w*|ingested|drank|ate", r"coin|battery|detergent|bleach|poison|bone|toy|button|soap"
         r"|pesticide"),
        (r"stung|sting|bit|bitten|bite", r"scorpion|snake|jellyfish|spider|dog|bat|swell\w*|swollen"
         r"|throat|tongue|allergic"),
        (r"numb|swell\w*|swollen|drooping|paraly[sz]ed", r"tongue|face|throat|lips?|arm|mouth|side"),
        (r"bleed\w*|blood", r"stop|lots?|badly|head|hand|heav\w+|nose|vomit\w*|everywhere|cough\w*"),
        (r"broke\w*|fractur\w+|dislocat\w+|cut|burn(?:ed|t)", r"leg|arm|bone|ankle|hip|deep\w*|skull"
         r"|collarbone|badly|boiling|oil"),
        (r"send|need|come|get|call|want|find", r"a doctor|paramedics?|ambulance|a nurse|medic"
         r"|defibrillator|medical (?:help|assistance|attention)"),
        (r"vomit\w*|throwing up|fever", r"blood|convuls\w+|40|41|104|105|deliri\w+|baby|can ?t stop"),
        (r"insulin|epipen|epinephrine|inhaler|asthma|sugar|blood pressure", r"attack|ran out|urgent\w*"
         r"|need|crashing|dropped|very (?:low|high)|faint\w*|no more"),
        (r"attack|fit|spasms", r"dad|mom|father|mother|son|daughter|husband|wife|floor|grand\w+|having"
         r"|he|she", r"some|kind|had|having|just|on the floor|another"),
        (r"(?:going to|gonna|about to|might|could) (?:faint|pass out|collapse)"
         r"|feel(?:ing)? (?:really |very |extremely )?(?:faint|terribly ill)",),
    ),
    "pt": (
        (r"azul|rox[oa]|palid[oa]|pulso|grave|morrendo|delirando|tremendo muito", r"espos[oa]|marido"
         r"|mulher|filh[oa]|bebe|crianca|pai|mae|avo|amig[oa]|namorad[oa]|irma|irmao|senhora?|sogr[oa]"
         r"|hospede|ela|ele"),
        (r"nao (?:consegue|consigo|pode) (?:se )?(?:mexer|levantar|falar|mover|andar)|nao se mexe"
         r"|nao (?:fala(?! (?:ingles|espanol|portugues|frances|aleman|italiano|english|spanish"
         r"|portuguese|french|german|muy|mucho|bien|muito|bem|anglais|espagnol|francais|a |con|com"
         r"|por))|responde|reage)", r"cai\w*|bate\w*|espos[oa]|marido|filh[oa]|bebe|pai|mae|avo"
         r"|diabetic\w+|sogr[oa]|amig[oa]|perna|braco|escada"),
        (r"engoliu|engoli|bebeu|comeu|ingeriu", r"moeda|pilha|bateria|detergente|agua sanitaria|veneno"
         r"|osso|espinha|brinquedo|botao|sabao"),
        (r"pic(?:ou|ada|aram)|mord(?:eu|ida)", r"escorpiao|cobra|agua viva|aranha|cachorro|morcego"
         r"|inch\w+|garganta|lingua|alergic\w+"),
        (r"dormente|inch\w+|paralis\w+|formigando", r"lingua|rosto|garganta|labios?|braco|boca"),
        (r"sangr\w+|sangue", r"nao para|muito|cabeca|mao|corte|perna|nariz|vomit\w+"),
        (r"cort(?:ei|ou)|fratur\w+|quebr(?:ei|ou)|desloc\w+|queim(?:ei|ou)", r"perna|braco|osso"
         r"|tornozelo|fundo|cabeca|quadril|mao|dedo|oleo|agua fervendo"),
        (r"mand\w+|precis\w+|venha|vir|cham\w+|traga\w*", r"medic[oa]|ambulancia|enfermeir[oa]"
         r"|paramedic\w+|socorrista|desfibrilador"),
        (r"pass(?:ou|ando|a) (?:muito )?mal", r"\w+"),
        (r"vomit\w+|febre", r"sangue|convuls\w+|40|41|delir\w+|bebe|nao para"),
        (r"insulina|bombinha|asma|pressao|glicose|adrenalina", r"ataque|crise|acabou|urgente|preciso"
         r"|muito (?:alta|baixa)|desmai\w+"),
        (r"vou desmaiar|me sinto muito mal|estou passando mal",),
        (r"ataque|crise", r"pai|mae|filh[oa]|marido|espos[oa]|avo|chao|amig[oa]"),
    ),
    "fr": (
        (r"bleue?|viol[ae]t\w*|pale|pouls|grave|mourant\w*|delire|tremble beaucoup", r"mari|femme|fils"
         r"|fille|bebe|enfant|pere|mere|grand|ami|amie|copain|copine|frere|soeur|dame|monsieur"
         r"|client\w*|elle|il"),
        (r"(?:peut|peux|arrive) (?:plus|pas) (?:a )?(?:se )?(?:bouger|lever|parler|marcher|relever)"
         r"|(?:bouge|parle(?! pas (?:anglais|espagnol|francais|tres|bien))|repond|reagit) (?:plus|pas)",
         r"tomb\w+|cogn\w+|mari|femme|fils|fille|bebe|pere|mere|diabetique|ami\w*|jambe|bras|escalier"
         r"|grand"),
        (r"avale|ingere|bu|mange", r"piece|pile|lessive|javel|poison|os|arete|jouet|bouton|detergent"),
        (r"pique\w*|mord\w*|morsure", r"scorpion|serpent|vipere|meduse|araignee|chien|chauve souris"
         r"|gonfl\w+|gorge|langue|allergi\w+"),
        (r"engourdi\w*|gonfl\w+|enfl\w+|paralys\w+", r"langue|visage|gorge|levres?|bras|bouche"),
        (r"saign\w*|sang", r"arrete|beaucoup|tete|main|plaie|jambe|nez|vomi\w*|partout|crache"),
        (r"coupe\w*|fractur\w+|cass(?:e|ee)|deboite\w*|brule\w*", r"jambe|bras|os|cheville|profond\w*"
         r"|tete|hanche|huile|eau bouillante"),
        (r"envoy\w+|faut|besoin|venir|appel\w+|fait venir", r"medecin|docteur|ambulance|infirmier\w*"
         r"|secouriste\w*|samu|defibrillateur"),
        (r"malaise", r"fait|a eu|grave|voyageur|mari|femme|dame|monsieur|pere|mere|je"),
        (r"vomi\w*|fievre", r"sang|convuls\w+|40|41|delir\w+|bebe|arrete pas"),
        (r"insuline|ventoline|inhalateur|asthme|tension|glycemie|adrenaline", r"crise|plus (?:de|d)"
         r"|urgent\w*|besoin|tres (?:haute|basse)|malaise"),
        (r"vais m evanouir|vais tomber dans les pommes|me sens (?:tres|vraiment) mal",),
        (r"attaque|crise", r"pere|mere|fils|fille|mari|femme|grand|par terre|sol|ami\w*"),
    ),
}
# fmt: on
