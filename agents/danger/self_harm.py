"""What people write who are tired of life.

Folded as `emergency` reads it: lower case, no accents, a blank for each apostrophe ("can t", "j ai").
"""

SELF_HARM: dict[str, tuple[str, ...]] = {
    "es": (
        r"suicid(?:ar\w*|io|arme|arse|o|as?)\b(?! squad)",
        (
            r"(?:me (?:quiero|voy a|quisiera|pienso|deseo) (?:a )?matar|(?:quiero|voy a|pienso|quisiera"
            r"|pensando en|ganas de) matarme)\b(?! (?:de risa|por (?:este|el) precio|trabajando|comiendo))"
        ),
        (
            r"(?:quiero|quisiera|deseo|prefiero|ganas de|mejor) (?:morir|morirme|estar muert[oa])\b(?! "
            r"(?:de|antes|alli|ahi|por))"
        ),
        r"me (?:quiero|quisiera) morir\b(?! (?:de|por))|quisiera no (?:despertar|haber nacido)",
        (
            r"(?:ya )?no (?:quiero|puedo|deseo) (?:seguir )?(?:vivir|viviendo|existir)\b(?! (?:sin "
            r"(?:wifi|aire)|en|ahi|alli|cerca|lejos))"
        ),
        (
            r"(?:no )?(?:le )?(?:encuentro|veo|tiene) sentido (?:a |en |de )?(?:seguir )?(?:vivi\w*|la "
            r"vida|mi vida|nada)"
        ),
        r"(?:quitarme|acabar con|terminar con|quitarse|ponerle fin a) (?:la|mi|su) vida",
        r"(?:ya )?no (?:quiero|puedo) (?:seguir|despertar)(?: asi| mas| manana| nunca)*(?: \?)?$",
        r"acabar con todo|hoy se acaba todo|(?:me quito|me voy a quitar) la vida",
        r"(?:cortarme|cortar|corte|cortando) (?:las venas|las munecas)",
        r"me (?:corto|voy a cortar|cort[eo]|estoy cortando)\b(?! (?:el|un|las unas|la barba))",
        (
            r"(?:pienso|pensando|pensado|quiero|ganas|deseo|voy)\b.{0,12}(?:hacerme dano|lastimarme)\b|me "
            r"hago dano|autolesi\w+"
        ),
        (
            r"(?:voy a|quiero|pienso en?|me voy a) (?:saltar|tirar(?:me)?|aventar(?:me)?|lanzar(?:me)?) "
            r"(?:del?|desde el|por el|por la|desde la) (?:balcon|ventana|techo|azotea|puente|piso|terraza"
            r"|edificio)"
        ),
        r"pastillas\b.{0,30}(?:para )?no (?:volver a )?despertar",
        (
            r"(?:me tome|me voy a tomar|tome) (?:un frasco|todas las|todo el|una "
            r"caja)\b.{0,20}(?:pastillas|medic\w+)?"
        ),
        r"nadie me va a extranar|(?:todos )?estarian mejor sin mi|ya no voy a estar viv[oa]",
        r"no voy a estar viv[oa]",
        r"es mi (?:ultima noche|despedida)\b(?! (?:de solter|en el hotel|aqui|en))|ahorcarme",
        r"colgarme\b|pegarme un tiro",
    ),
    "en": (
        r"suicid(?:e|al)\b(?! squad)",
        r"(?:kill|killing) (?:my ?self|him ?self|her ?self|themselves)\b(?! laughing)",
        r"(?:unalive|hang|shoot|drown) (?:my ?self|her ?self|him ?self)\b",
        (
            r"(?:want to|wanna|wants to|ready to|going to|would rather|should|wish i could|hope i) "
            r"(?:just )?die\b(?! (?:for|of|here|laughing|than|happy|hard|from))"
        ),
        r"wish (?:i|that i) (?:was|were) (?:dead|never born)|better off dead|rather be dead",
        (
            r"(?:don ?t|do not|doesn ?t|dont) want to (?:live|be alive|exist|wake up|be here)\b(?: any "
            r"?more| anymore)?(?! (?:in|near|with|by|at six|early|too))"
        ),
        r"no (?:point|reason|sense) (?:in |to )?(?:living|live|going on|go on|life)",
        r"nothing (?:left )?to live for|tired of (?:living|life|being alive)",
        r"(?:end|ending|take|taking|took) (?:my|his|her|their) (?:own )?life\b|end it all",
        r"ending it all|end (?:things|it) tonight",
        r"(?:cut|cutting|slit|slitting) (?:my|her|his) (?:wrists?|veins|self|arms?)",
        r"cut(?:ting)? (?:my ?self)\b(?! (?:shaving|a|some|off))|self ?harm\w*",
        r"(?:hurt|hurting|harm|harming) (?:my ?self|her ?self|him ?self)\b(?=.*|$)(?<!i hurt myself)",
        (
            r"(?:going to|gonna|want to|will|ll|about to|wants to|thinking of|thinking about) (?:jump\w*"
            r"|throw\w* my ?self) (?:off|from|out of|down) (?:the |my |a |this )?(?:balcony|roof|window"
            r"|bridge|building|ledge|terrace|\w+ floor)"
        ),
        r"pills\b.{0,25}(?:so (?:i|that)|won ?t|to not|never) .{0,10}wake",
        (
            r"(?:took|take|swallowed) (?:a |the )?(?:whole )?(?:bottle|box|pack) of (?:pills|tablets"
            r"|painkillers|sleeping)"
        ),
        r"better off without me|nobody (?:will|would) miss me|no one (?:will|would) miss me",
        r"won ?t be alive|not going to be alive|goodbye forever",
        r"can ?t go on (?:any ?more|living|like this)",
    ),
    "pt": (
        r"suicid(?:io|ar\w*|as?|ou)\b(?! squad)|me suicid\w+",
        (
            r"(?:(?:quero|vou|queria|penso em|pensando em|vontade de|tentar|tentei) me|(?:vai|quer"
            r"|tentou) se)"
            r" matar\b(?! (?:de rir|de tanto|de trabalhar))"
        ),
        r"(?:quero|vou|queria) matar me\b",
        (
            r"(?:quero|queria|desejo|vontade de|prefiro|preferia) (?:morrer|estar mort[oa])\b(?! (?:de|a "
            r"|antes|por|aqui|que))"
        ),
        (
            r"nao (?:quero|aguento|consigo|desejo) (?:mais )?(?:viver|existir|continuar vivend\w+|seguir "
            r"vivendo)\b(?! (?:sem (?:wifi|ar)|aqui|em|longe))"
        ),
        r"nao quero mais (?:viver|estar aqui viv\w)",
        (
            r"(?:nao )?(?:vejo|ha|tem|encontro) (?:mais )?(?:sentido|razao) (?:na|em|para|de|da) (?:minha "
            r")?(?:vida|viver)"
        ),
        (
            r"(?:tirar|acabar com|por fim a|dar fim a|terminar com) (?:a )?(?:minha|sua|propria) "
            r"(?:propria )?vida"
        ),
        r"acabar com a (?:minha )?vida|acabar com tudo|hoje acaba tudo",
        r"cort\w+ (?:os|meus|nos) pulsos",
        r"me (?:cortar|corto|cortando)\b(?! (?:o cabelo|fazendo|com papel))|automutil\w+",
        (
            r"(?:penso|pensando|quero|vontade|vou)\b.{0,10}me (?:machucar|ferir)\b(?! (?:na|no|jogando"
            r"|fazendo|com))|fazer mal a mim mesm[oa]"
        ),
        r"fazer me mal",
        (
            r"(?:vou|quero|penso em|pensando em|vontade de) (?:me )?(?:pular|jogar|atirar|saltar"
            r"|tirar)(?: me)? (?:d[ao]|pel[ao]) (?:varanda|janela|sacada|ponte|telhado|predio|terraco|\w+ "
            r"andar)"
        ),
        r"(?:remedios?|comprimidos)\b.{0,25}(?:para )?nao acordar",
        r"tomei (?:uma caixa|um vidro|todos os|um monte)\b.{0,20}(?:remedios?|comprimidos)",
        r"(?:ninguem vai sentir|vao ficar|estariam|ficariam) .{0,10}(?:minha falta|melhor sem mim)",
        r"nao vou estar viv[oa]|me enforcar\b",
    ),
    "fr": (
        r"suicid(?:e|er|aire\w*|es)\b(?! squad)|me suicider",
        (
            r"(?:(?:veux|vais|voudrais|envie de|pense a|pensais) me|(?:va|veut) se) tuer\b(?! (?:a la tache"
            r"|au travail))"
        ),
        (
            r"(?:veux|voudrais|envie de|prefere|prefererais|aimerais|souhaite) (?:mourir|etre morte?"
            r"|disparaitre)\b(?! (?:de|d|plutot|pour))"
        ),
        (
            r"(?:ne )?(?:veux|peux|supporte|ai) (?:plus|pas) (?:envie de )?(?:continuer a )?(?:vivre"
            r"|exister)\b(?! (?:ici|sans wifi|a|en|avec|dans))"
        ),
        r"vie ne vaut (?:plus|pas)|plus (?:aucune )?(?:raison|envie) de vivre|vivre n a plus de sens",
        r"fatiguee? de vivre",
        r"(?:mettre fin|en finir) (?:a|avec) (?:mes jours|ma vie|la vie|sa vie|tout ca|tout|ses jours)",
        r"veux en finir|vais en finir|ote[r]? la vie|m enlever la vie",
        r"(?:m ouvrir|me couper|me trancher|me taillader|s ouvrir|couper) les (?:veines|poignets)",
        r"me (?:coupe|scarifie|mutile|scarifier|mutiler)\b(?! (?:les cheveux|du|de la))",
        (
            r"(?:pense|envie|veux|pensais|vais)\b.{0,10}(?:me|se) (?:faire du mal|blesser)\b(?! (?:en|au"
            r"|a la|dans))|automutil\w+"
        ),
        (
            r"(?:vais|veux|envie de|pense a|va) (?:me jeter|sauter|me balancer|me lancer|se jeter) (?:du"
            r"|par|de|d|depuis) (?:la |le |l |un |une )?(?:balcon|fenetre|toit|pont|terrasse|immeuble|\w+ "
            r"etage)"
        ),
        (
            r"(?:cachets|comprimes|medicaments)\b.{0,30}(?:pour )?(?:ne )?(?:plus|pas|jamais) (?:me |se "
            r")?reveiller"
        ),
        r"(?:avale|pris) (?:une boite|tout|tous)\b.{0,20}(?:cachets|comprimes|medicaments)",
        r"(?:serait|seraient|sera|seront) mieux sans moi|personne (?:ne )?me (?:regrettera|pleurera)",
        r"serai (?:plus|pas) en vie|me pendre\b|n en peux plus .{0,15}(?:vivre|finir)",
    ),
}

# Words that tell of it together, in whatever order, in one sentence that asks nothing.
# fmt: off
TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "es": (
        (r"vivir|vida|existir|viviendo|seguir adelante", r"no (?:tiene|le veo|vale|encuentro|hay)"
         r"|sin sentido|no tengo (?:ganas|fuerzas|razones|motivos)|no (?:quiero|puedo|aguanto|soporto)"
         r"|cansad[oa] de|harto de|harta de|para que", r"sentido|pena|vivir|seguir|viviendo|razon\w*"
         r"|motivos?|ganas|vida"),
        (r"quiero|quisiera|pienso|mejor|ojala|deseo", r"desaparecer|no despertar"
         r"|dormir(?:me)? para siempre|dejar de existir|no existir|morirme|no estar aqui"
         r"|irme para siempre", r"siempre|nunca|despertar|existir|morirme|manana|todo|mundo|aqui"),
        (r"no (?:quiero|quisiera)", r"despertar(?:me)?\b", r"manana|mas|nunca|jamas|volver"),
        (r"suicid\w*|matarse|se va a matar|quitarse la vida|nota de despedida|carta de despedida",),
        (r"cort\w+", r"(?:mis|los|mi|el) brazos?|munecas?|venas"),
        (r"tirar\w*|saltar|aventar\w*|lanzar\w*|botar\w*", r"ventana|balcon|azotea|puente|techo|vias"
         r"|metro|edificio", r"pienso|quiero|voy|me|ganas|pensando"),
        (r"irme de este mundo|ir de este mundo|dejar este mundo|matarme",),
        (r"pastillas|medicamentos|somniferos", r"tomar\w*|trag\w+", r"todas|todos|muchas|entero|frasco"
         r"|siempre|despedi\w+"),
    ),
    "en": (
        (r"live|living|life|alive|existing|exist", r"no|not|don ?t|n ?t|never|tired of|done with"
         r"|sick of|without", r"reasons?|worth|point|meaning|living|want to|purpose|anymore|any more"),
        (r"want|wish|wanna|better if|hope", r"disappear|never wake|not exist|not be here"
         r"|cease to exist|sleep forever|be gone", r"forever|exist|wake|here|gone|world|everyone|just"),
        (r"don ?t want to wake up|never want to wake up|rather not wake up",),
        (r"suicid\w*|goodbye note|farewell letter|goodbye letter",),
        (r"cut|cutting|slit", r"wrists?|my arms?|my legs?|veins|her arms?|his arms?"),
        (r"jump\w*|throw\w*|leap\w*", r"window|balcony|roof|bridge|ledge|tracks|building", r"thinking"
         r"|want|going|myself|will|gonna|about|ready"),
        (r"leave this world|leaving this world|not be in this world|life (?:is ?n ?t|is not|isnt) worth",),
        (r"pills|tablets|meds", r"take|taking|swallow\w*", r"them all|all of them|whole|every"),
    ),
    "pt": (
        (r"viver|vida|existir|vivendo", r"nao (?:tem|tenho|vejo|vale|ha|quero|aguento|consigo)"
         r"|sem sentido|cansad[oa] de|fart[oa] de|pra que", r"sentido|pena|viver|vontade|razao"
         r"|motivos?|vida|mais"),
        (r"quero|queria|penso|melhor|tomara|desejo", r"desaparecer|sumir|nao acordar"
         r"|dormir para sempre|deixar de existir|nao existir|nao estar aqui", r"sempre|nunca|acordar"
         r"|existir|mundo|aqui|tudo"),
        (r"nao (?:quero|queria)", r"acordar", r"amanha|mais|nunca"),
        (r"suicid\w*|se matar|carta de despedida|bilhete de despedida",),
        (r"cort\w+", r"pulsos?|meus bracos|os bracos|veias"),
        (r"pular|jogar|atirar|saltar", r"janela|varanda|sacada|telhado|ponte|trilhos|predio", r"penso"
         r"|quero|vou|me|vontade|pensando"),
        (r"ir embora (?:desse|deste) mundo|deixar (?:esse|este) mundo"
         r"|(?:vale a pena) (?:continuar )?viv\w+",),
        (r"remedios?|comprimidos", r"tom\w+|engol\w+", r"todos|tudo|muitos|cartela|sempre"),
    ),
    "fr": (
        (r"vivre|vie|exister", r"plus|pas|aucun\w*|jamais|marre de|fatiguee? de|a quoi bon|rien",
         r"sens|peine|envie|raison\w*|vivre|continuer|force|but"),
        (r"veux|voudrais|envie|mieux|souhaite|aimerais", r"disparaitre|ne plus exister"
         r"|dormir pour toujours|ne plus me reveiller|ne plus etre la|partir pour toujours",
         r"toujours|jamais|reveiller|exister|la|monde|tout"),
        (r"(?:veux|voudrais) (?:pas|plus)", r"reveiller", r"demain|jamais|me"),
        (r"suicid\w*|lettre d adieu|mot d adieu|se tuer",),
        (r"coup\w+|taillad\w+|scarifi\w+", r"veines|poignets?|les bras|mes bras"),
        (r"jeter|sauter|balancer|lancer", r"fenetre|balcon|toit|pont|rails|immeuble", r"pense|veux"
         r"|vais|me|envie"),
        (r"quitter ce monde|partir de ce monde|a me tuer",),
        (r"medicaments|cachets|comprimes|somniferes", r"prendre|avaler", r"tous|tout|toutes|boite"),
    ),
}
# fmt: on
