"""What a choosing guest is told, by language."""

TEXTS = {
    "es": {
        "sale_other_currency": (
            "Nuestros precios están en {currency} y no hago conversiones. "
            "¿Cuál sería su presupuesto en {currency}?"
        ),
        "sale_within": "Dentro de su presupuesto, {dates}, para {people}:",
        "sale_nothing_within": "Con ese presupuesto no tengo nada {dates}, para {people}.",
        "sale_nearest": "Lo más cercano para esas fechas:",
        "sale_shorter": "Una estancia más corta cabe en su presupuesto: {dates}, {room}, {total} en total.",
        "sale_cheapest": "Lo más económico {dates}, para {people}:",
        "sale_compared": "Así se comparan {dates}, para {people}:",
        "sale_more": "Cuesta {more} más que la opción más económica.",
        "sale_sleeps": "Hasta {people} personas.",
        "sale_popular": "Lo que más eligen nuestros huéspedes, en este orden: {rooms}.",
        "sale_popular_unknown": "Todavía no tengo datos suficientes para decirle cuál se elige más.",
        "sale_rates_head": "Estas son nuestras tarifas:",
        "sale_rate_includes": "• {rate}: incluye {includes}",
    },
    "en": {
        "sale_other_currency": (
            "Our prices are in {currency} and I do not convert. What would your budget be in {currency}?"
        ),
        "sale_within": "Within your budget, {dates}, for {people}:",
        "sale_nothing_within": "For that budget I have nothing {dates}, for {people}.",
        "sale_nearest": "The nearest for those dates:",
        "sale_shorter": "A shorter stay fits your budget: {dates}, {room}, {total} in total.",
        "sale_cheapest": "The cheapest {dates}, for {people}:",
        "sale_compared": "This is how they compare {dates}, for {people}:",
        "sale_more": "It costs {more} more than the cheapest option.",
        "sale_sleeps": "Up to {people} people.",
        "sale_popular": "What our guests choose most, in this order: {rooms}.",
        "sale_popular_unknown": "I do not have enough to tell yet which one is chosen most.",
        "sale_rates_head": "These are our rates:",
        "sale_rate_includes": "• {rate}: includes {includes}",
    },
    "pt": {
        "sale_other_currency": (
            "Nossos preços são em {currency} e eu não faço conversões. "
            "Qual seria o seu orçamento em {currency}?"
        ),
        "sale_within": "Dentro do seu orçamento, {dates}, para {people}:",
        "sale_nothing_within": "Com esse orçamento não tenho nada {dates}, para {people}.",
        "sale_nearest": "O mais próximo para essas datas:",
        "sale_shorter": "Uma estadia mais curta cabe no seu orçamento: {dates}, {room}, {total} no total.",
        "sale_cheapest": "O mais econômico {dates}, para {people}:",
        "sale_compared": "É assim que se comparam {dates}, para {people}:",
        "sale_more": "Custa {more} a mais que a opção mais econômica.",
        "sale_sleeps": "Até {people} pessoas.",
        "sale_popular": "O que os nossos hóspedes mais escolhem, nesta ordem: {rooms}.",
        "sale_popular_unknown": "Ainda não tenho dados suficientes para dizer qual é o mais escolhido.",
        "sale_rates_head": "Estas são as nossas tarifas:",
        "sale_rate_includes": "• {rate}: inclui {includes}",
    },
    "fr": {
        "sale_other_currency": (
            "Nos prix sont en {currency} et je ne fais pas de conversion. "
            "Quel serait votre budget en {currency} ?"
        ),
        "sale_within": "Dans votre budget, {dates}, pour {people} :",
        "sale_nothing_within": "Pour ce budget, je n'ai rien {dates}, pour {people}.",
        "sale_nearest": "Le plus proche pour ces dates :",
        "sale_shorter": "Un séjour plus court entre dans votre budget : {dates}, {room}, {total} au total.",
        "sale_cheapest": "Le moins cher {dates}, pour {people} :",
        "sale_compared": "Voici la comparaison {dates}, pour {people} :",
        "sale_more": "Cela coûte {more} de plus que l'option la moins chère.",
        "sale_sleeps": "Jusqu'à {people} personnes.",
        "sale_popular": "Ce que nos clients choisissent le plus, dans cet ordre : {rooms}.",
        "sale_popular_unknown": "Je n'ai pas encore assez de séjours pour dire ce qui est le plus choisi.",
        "sale_rates_head": "Voici nos tarifs :",
        "sale_rate_includes": "• {rate} : comprend {includes}",
    },
}
