"""Portuguese, for the rules about claims, promises, favours and manners."""

import re

from agents.gate.words import Words, named

_DONE = {
    "booked": r"reservad[oa]s?|agendad[oa]s?|marcad[oa]s?|separad[oa]s?|bloquead[oa]s?|garantid[oa]s?",
    "confirmed": r"confirmad[oa]s?|efetivad[oa]s?|concluid[oa]s?|formalizad[oa]s?|finalizad[oa]s?",
    "cancelled": r"cancelad[oa]s?|anulad[oa]s?|desmarcad[oa]s?",
    "changed": r"alterad[oa]s?|modificad[oa]s?|mudad[oa]s?|trocad[oa]s?|atualizad[oa]s?|estendid[oa]s?"
    r"|prorrogad[oa]s?|remarcad[oa]s?",
    "paid": r"pag[oa]s?|cobrad[oa]s?|debitad[oa]s?|processad[oa]s?|quitad[oa]s?|descontad[oa]s? d[oe]",
    "refunded": r"reembolsad[oa]s?|estornad[oa]s?|devolvid[oa]s?|ressarcid[oa]s?",
    "sent": r"enviad[oa]s?|mandad[oa]s?|encaminhad[oa]s?|remetid[oa]s?",
    "told": r"avisad[oa]s?|notificad[oa]s?|informad[oa]s? (?:a|ao|da|do)|comunicad[oa]s?|solicitad[oa]s?"
    r"|pedid[oa]s? (?:a|ao|para)|acionad[oa]s?|contatad[oa]s?|repassad[oa]s?",
    "noted": r"anotad[oa]s?|registrad[oa]s?|adicionad[oa]s?|incluid[oa] (?:na|em) sua|salv[oa]s?"
    r"|cadastrad[oa]s?",
}
_DID = {
    "booked": r"reservei|reservamos(?! (?:o direito))|agendei|marquei|separei|bloqueei|fechei (?:a"
    r"|sua|o) \w+|guardei (?:um|uma|o|a|seu|sua) (?:quarto|suite)|acab(?:ei|amos) (?:reserv|agend|marc)ando",
    "confirmed": r"confirmei|garanti (?:a|o|sua|seu)|efetivei|formalizei",
    "cancelled": r"cancelei|anulei|desmarquei",
    "changed": r"alterei|modifiquei|mudei|troquei|atualizei|estendi|remarquei|prorroguei",
    "paid": r"cobrei|debitei|processei|passei (?:o|seu) cartao",
    "refunded": r"reembolsei|estornei|devolvi",
    "sent": r"enviei|mandei|encaminhei",
    "told": r"avisei|notifiquei|informei|comuniquei|solicitei|pedi (?:a|ao|para)|falei com|liguei para"
    r"|acionei|contatei|repassei",
    "noted": r"anotei|registrei|adicionei|inclui (?:na|em|o|a) |cadastrei|salvei",
}
_STILL = r"(?:(?:ja|agora|tambem|devidamente|com sucesso|totalmente|tudo|oficialmente|automaticamente|sim) )*"
_ALL, _FIRST = named(_DONE), named(_DID)
_NOUN = (
    r"(?:a |o |sua |seu |esta |essa )?(?:reserva|quarto|cancelamento|pagamento|alteracao|mudanca|estadia"
    r"|suite|agendamento|reembolso|mesa|traslado|pedido|e-?mail|mensagem|diarias?|massagem|horario)"
)
_STATE = (
    r"\b(?:esta|estao|ficou|ficaram|fica|foi|foram|ja foi|ja esta|encontra-se|segue|tem|temos|tenho|deixei"
    r"|deixamos|dou por|considere|tenha sido|foram? sendo)"
)

WORDS = Words(
    no=r"nao|nem|nunca|jamais|sem|tampouco|ninguem|nada|nenhum[a]?|falta|pendentes?|antes de|ainda por",
    when=r"se|caso|quando|assim que|depois que|apos|ao confirmar|ao reservar|uma vez|ate que"
    r"|desde que|para (?:que|confirmar|reservar|garantir|concluir|finalizar|cancelar)"
    r"|a menos que|so (?:quando|se|depois)|antes de|qualquer|cada|todas as|todos os|que queira"
    r"|mediante|seria",
    offer=r"se (?:voce )?(?:quiser|quiserem|desejar|desejarem|preferir|precisar|achar|concordar)"
    r"|caso (?:queira"
    r"|deseje|prefira|precise)|quer que|deseja que|gostaria que|posso|podemos|prefere que|quando quiser",
    pleasantry=r"sem (?:nenhum )?problemas?|nao se preocupe|nao ha problema|nao tem problema"
    r"|sem duvida|por que nao"
    r"|sem pressa|nada mais|nao so|pois nao",
    claims=(
        (
            re.compile(
                rf"{_STATE} {_STILL}(?:{_NOUN} )?{_STILL}(?:{_ALL})\b(?! (?:para|a) (?:fumantes|hospedes))"
            ),
            True,
        ),
        (re.compile(rf"\b(?:tenho|temos|havia|tinha) {_STILL}(?:{_ALL})\b"), False),
        (re.compile(rf"\b(?:{_FIRST})\b"), False),
        (
            re.compile(
                rf"(?:^|[,:!\n]|\b(?:pronto|perfeito|feito|ok|otimo|certo|sim|claro"
                rf"|combinado))[\s\W]*(?:{_NOUN} )?"
                rf"{_STILL}(?:{_ALL})(?=\s*(?:[!.,:*✅\n]|$|para|com|de|do|da|ate|em seu nome|com sucesso))"
            ),
            True,
        ),
        (re.compile(rf"\bacab(?:ei|amos|ou) de (?:ser )?(?:{_ALL}|\w+r) "), False),
    ),
    vague=re.compile(
        r"\b(?:tudo (?:certo|pronto|resolvido|confirmado|acertado)|esta tudo (?:certo|pronto"
        r"|resolvido|ok) com (?:a|sua)"
        r"|ja (?:esta|ficou) (?:feito|pronto|tudo|resolvido|garantido)|ficou (?:feito|combinado"
        r"|acertado|resolvido)"
        r"|(?:esta|ja esta) (?:feito|feita)|pode considerar (?:feito|reservado|confirmado)|considere feito"
        r"|(?:o quarto|a suite) (?:ja )?e (?:seu|sua)|e todo seu"
        r"|quarto (?:ja )?(?:esta|ficou) (?:garantido|a sua espera)"
        r"|reserva (?:feita|concluida"
        r"|realizada|efetuada)|(?:fiz|fizemos|realizei|realizamos|efetuei|conclui|finalizei|completei"
        r"|criei|registramos)"
        r" (?:\w+ ){0,2}(?:reserva|cancelamento|alteracao|mudanca|pagamento|cobranca|pedido"
        r"|agendamento|estorno)"
        r"|(?:pagamento|deposito|sinal) (?:ja )?(?:foi |esta )?(?:recebido|aprovado|confirmado|aceito"
        r"|compensado)"
        r"|recebemos (?:o |seu )(?:pagamento|deposito|sinal)|recebi (?:o |seu )(?:pagamento|deposito)"
        r"|(?:reserva|quarto) (?:ja )?(?:esta )?em seu nome|seu nome (?:ja )?esta na lista"
        r"|coloquei (?:voce|seu nome))\b"
    ),
    see_you=re.compile(
        r"\b(?:esperamos (?:voce|voces|por voce|o senhor|a senhora|sua chegada)|ate (?:la|o dia)"
        r"|nos vemos|te esperamos"
        r"|aguardamos (?:voce|voces|sua chegada|o senhor|a senhora)) (?:no dia|dia|em|na|no|nesta"
        r"|neste|amanha|hoje|as|\d)"
    ),
    promise=re.compile(
        r"\b(?:(?:eu |nos |ja |logo |em breve )*(?:vou|vamos|irei|iremos|ira|irao|vai|vao)"
        r" (?:lhe |te |ja |agora |entao |logo |me |nos )*"
        r"(?:ligar|avisar|escrever|contatar|entrar em contato|enviar|mandar|informar|notificar"
        r"|responder|retornar"
        r"|consultar|perguntar|averiguar|verificar|checar|providenciar|solicitar|pedir|reservar"
        r"|cancelar|preparar"
        r"|separar|guardar|organizar|encaminhar|repassar|reembolsar|estornar|cobrar|buscar|levar"
        r"|resolver|confirmar"
        r"|atender|ajudar voce em|falar com|acionar)\w*"
        r"|(?:ligarei|avisarei|escreverei|contatarei|enviarei|mandarei|informarei|notificarei"
        r"|responderei|retornarei"
        r"|consultarei|verificarei|providenciarei|solicitarei|reservarei|cancelarei|confirmarei"
        r"|ligaremos|avisaremos"
        r"|escreveremos|entraremos em contato|enviaremos|informaremos|retornaremos|verificaremos"
        r"|providenciaremos"
        r"|reembolsaremos|reservaremos|confirmaremos|cuidarei|cuidaremos)\b"
        r"|(?:alguem|a recepcao|um colega|uma pessoa|a equipe|nossa equipe|o gerente|a gerente"
        r"|um atendente|eles)"
        r"(?: \w+){0,4} (?:ligara|avisara|escrevera|entrara em contato|respondera|atendera|enviara"
        r"|confirmara|vai"
        r" (?:ligar|avisar|escrever|entrar em contato|responder|atender|enviar|confirmar|ajudar|retornar))"
        r"|(?:voce )?(?:recebera|vai receber|ira receber) (?:\w+ ){0,3}(?:e-?mail|mensagem|ligacao"
        r"|confirmacao|fatura"
        r"|link|sms|whatsapp|contato|resposta)"
        r"|(?:estou|estamos) (?:consultando|verificando|providenciando|falando|perguntando|checando|enviando"
        r"|reservando|processando|encaminhando|ligando)"
        r"|(?:deixe-me|deixa eu|me deixe|permita-me) (?:\w+ )?(?:consultar|perguntar|falar|verificar"
        r"|checar|ver)"
        r"|(?:eu )?(?:lhe |te )(?:aviso|ligo|escrevo|envio|mando|informo|retorno|confirmo)"
        r"|(?:aviso|ligo|retorno|escrevo|respondo|confirmo) (?:voce |para voce |de volta "
        r"|por aqui )?(?:assim que|logo|em"
        r" breve|amanha|mais tarde|hoje|ainda hoje|em (?:alguns )?minutos|quando|depois)"
        r"|fico de (?:\w+ )?(?:ligar|avisar|confirmar|retornar|verificar)|pode deixar comigo"
        r"|deixe comigo|eu prometo"
        r"|prometo|manterei voce informad|enquanto (?:eu )?(?:consulto|verifico|pergunto|falo)"
        r"|cobrarei|vamos cobrar|vou cobrar)"
    ),
    after_yes=r"(?:uma vez|quando|assim que|se|apos|ao|depois d[ea]) (?:\w+ ){0,3}(?:confirm"
    r"|aceit|sua resposta|disser)",
    workflow=r"reserv|cancel|confirm|separ|condic|resumo|opcoes|prepar",
    can=r"\b(?:posso|podemos|pode|podem|poderia|poderiamos|costuma)\b[^,]{0,20}$",
    gifts={
        "discount": r"descontos?|abatimentos?|promoc(?:ao|oes)|cupo(?:m|ns)|precos? (?:especial"
        r"|especiais|melhor(?:es)?)"
        r"|tarifas? (?:especial|reduzida|promocional)|mais barat[oa] para voce|baixo o preco"
        r"|cubro (?:o|esse) preco"
        r"|cobrimos (?:o|esse|qualquer)|reduz\w+ o (?:preco|valor)|melhor (?:preco|oferta)|pelo preco d[ao] "
        r"|pelo preco de (?:uma?|duas|dois)"
        r"|parcel\w+ sem juros|sem juros",
        "waiver": r"isen\w+|perdoamos|perdoo|dispens\w+ (?:a|o) (?:taxa|multa|cobranca)|sem (?:multa"
        r"|penalidade)"
        r"|nao (?:lhe |te )?(?:cobro|cobramos|cobrarei|cobraremos|vamos cobrar|vou cobrar)|(?:abro"
        r"|abrimos|fazemos|faco)"
        r" uma excecao",
        "refund": r"reembols(?!avel|aveis)\w+|estorn\w+|devolu(?:cao|coes)|devolvemos|devolvo"
        r"|compensac\w+|ressarc\w+"
        r"|credito (?:para|a) (?:seu|sua|favor|proxima)|dinheiro de volta",
        "upgrade": r"upgrad\w+|categoria superior|quarto superior sem|late check-?out (?:gratis"
        r"|gratuito|cortesia)"
        r"|melhoria de (?:quarto|categoria)",
    },
    not_granted=r"consult\w+|pergunt\w+|pedir\w*|solicit\w+|decid\w+|depend\w+|pode (?:ser"
    r"|haver)|equipe|colega"
    r"|recepcao|gerente|pessoa",
    free=r"gratis|gratuit[oa]s?|de graca|cortesia|por conta da casa|por nossa conta"
    r"|sem custos?(?: adiciona(?:l|is))?"
    r"|sem cobranca|livre de custos?|de brinde|presente da casa|oferecemos (?:um|uma|o"
    r"|a) (?:\w+ )?de presente"
    r"|(?:criancas?|bebes?|menores)\b[^.!?\n]{0,30}\bnao pagam?",
    anytime=r"\b(?:cancel\w*|alter\w*|mud\w*)\b[^.!?\n]{0,40}\b(?:a qualquer (?:momento|hora)"
    r"|quando quiser|ate o ultimo"
    r" (?:momento|minuto)|ate o dia da chegada|no mesmo dia|ate a chegada)|\b(?:nao ha"
    r"|sem) (?:nenhuma )?(?:taxa|multa"
    r"|custo|cobranca|penalidade) (?:por|para|de|em caso de) cancel\w*(?![^.!?\n]*\d)",
    included=r"incluid[oa]s?|inclus[oa]s?|inclui|incluem",
    pressure=r"apresse-se|corra\b|nao perca tempo|ande logo|antes que acabe|e a ultima chance|so hoje",
    card=r"\b(?:numero|numeros|dados|foto|validade|digitos|data de (?:validade|vencimento)"
    r"|codigo de seguranca|verso)"
    r" (?:completos? )?(?:d[oe] |do seu |de seu )(?:seu )?(?:cartao|visa|mastercard)"
    r"|\bcodigo de seguranca\b|\bcvv\b"
    r"|\b(?:envie|mande|informe|digite|passe|compartilhe|preciso d[oe]|me de|diga)(?:-me"
    r"|-nos)? (?:\w+ ){0,4}(?:cartao"
    r"|visa|mastercard)\b|\b(?:conta bancaria|dados bancarios|chave pix|numero da conta|agencia e conta)\b",
    papers=r"\b(?:foto|copia|imagem|numero|scan|digitalizacao)s? d[oe] (?:seu )?(?:passaporte|rg"
    r"|cpf|identidade"
    r"|documento de identidade)\b|\b(?:envie|mande|compartilhe|informe)(?:-me"
    r"|-nos)? (?:\w+ ){0,3}(?:passaporte|rg"
    r"|cpf|identidade)\b",
    secrets=r"\b(?:sua|tua) (?:senha|pin)\b(?! (?:do|de|da) wi-?fi)|\bcodigo (?:\w+ ){0,5}(?:sms"
    r"|mensagem de texto|por sms)\b"
    r"|\bcodigo de verificacao\b",
    human=r"\b(?:eu )?sou (?:um |uma )?(?:pessoa|human[oa]|ser humano|homem|mulher|de carne"
    r"|(?:o |a )?(?:recepcionista"
    r"|funcionari[oa]|gerente|atendente)(?! (?:virtual|digital|de ia|automatic|artificial)))"
    r"|\bnao sou (?:um |uma )?(?:robo"
    r"|bot|maquina|ia\b|inteligencia artificial|assistente virtual|programa|chatbot)"
    r"|\b(?:voce )?(?:esta|ta) (?:falando"
    r"|conversando) com (?:uma |um )?(?:pessoa|humano|recepcionista|atendente)(?! virtual)",
    nobody=r"\bnao (?:ha|temos|existe|tem) (?:\w+ )?(?:ninguem|funcionarios?|pessoas?|humanos?"
    r"|atendentes?|equipe humana)\b"
    r"|\bnao (?:e possivel|pode|posso|podemos|consigo) (?:\w+ )?(?:falar|transferir|passar"
    r"|conectar)\w* (?:\w+ ){0,2}"
    r"(?:com|para) (?:uma |um |nenhuma )?(?:pessoa|humano|ninguem|recepcao|atendente|funcionari[oa])"
    r"|\bninguem (?:pode|vai"
    r"|esta|trabalha|atende)\b|\bso pode falar comigo\b",
    insult=r"idiotas?|imbecil|imbecis|estupid[oa]s?|burr[oa]s?|merda|porra|caralho|put[oa]s?"
    r"|vagabund[oa]s?|otari[oa]s?"
    r"|cretin[oa]s?|cal[ae](?: a)? boca|cale-se|va se (?:foder|ferrar)|inutil|inuteis|babacas?|ignorante"
    r"|desgracad[oa]",
    other_guest=r"\b(?:senhora?|sr|sra|dona|hospede)\b[^.!?\n]{0,40}\b(?:esta (?:hospedad"
    r"|registrad)[oa]|se hospeda)"
    r"|\b(?:quarto|suite) (?:numero )?\d{1,4} (?:esta )?(?:em nome de|ocupado por|reservado por)",
    told_not=r"nao|nunca|jamais|sem|evite|nem|ninguem",
)
