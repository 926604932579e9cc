"""The words that proposals go by, language by language; `cues` says how they are used.

Cues are separated by commas. They were chosen by hand (a design choice, decision 0018); a language
is added by one more line in each table.
"""

from keepknocking.ledger.asks import Purpose

BY_PURPOSE: dict[Purpose, dict[str, str]] = {
    Purpose.INTRODUCTION: {
        "en": (
            "introduce me, introducing me, introduction to, introductions to, for an "
            "introduction, for an intro, an intro to, intro to, intros to, put me in touch, "
            "put us in touch, connect me with, connect me to, connect us"
        ),
        "de": (
            "kontakt herstellen, kontakt vermitteln, kontakt zu, in kontakt bringen, bekannt "
            "machen, bekanntmachen, mich vernetzen mit, mich verbinden mit, intro zu, intro "
            "bei, du mich ... vorstellen, sie mich ... vorstellen, ihr mich ... vorstellen"
        ),
        "es": (
            "presentarme a, me presentes a, me presentas a, me puedes presentar, me podrías "
            "presentar, puedes presentarme, podrías presentarme, ponerme en contacto, me "
            "pongas en contacto, me ponga en contacto"
        ),
        "fr": (
            "me présenter à, me mettre en relation, me mettre en contact, nous mettre en "
            "relation, mise en relation, m'introduire"
        ),
        "pt": (
            "me apresentar a, me apresente a, apresentar-me a, pode me apresentar, me colocar "
            "em contato, colocar-me em contacto, pôr-me em contacto, uma apresentação a"
        ),
        "it": (
            "presentarmi a, presentarmi qualcuno, mi presenti a, mi presenteresti, mettermi "
            "in contatto, una presentazione a"
        ),
        "nl": (
            "voorstellen aan, in contact brengen, introduceren bij, introductie bij, een "
            "introductie"
        ),
        "sv": (
            "presentera mig för, introducera mig, en introduktion till, sätta mig i kontakt, "
            "koppla ihop mig"
        ),
    },
    Purpose.REFERRAL: {
        "en": (
            "referral, refer me, referring me, recommend me, a good word, put my name "
            "forward, pass on my cv, pass my cv, forward my cv, forward my resume, pass on my "
            "resume"
        ),
        "de": (
            "mich empfehlen, empfehlung für mich, mitarbeiterempfehlung, ein gutes wort, "
            "meinen lebenslauf weiterleiten, meine bewerbung weiterleiten"
        ),
        "es": "recomendarme, me recomiendes, referirme, pasar mi cv, una recomendación",
        "fr": (
            "me recommander, me coopter, cooptation, une recommandation, transmettre mon cv, "
            "faire suivre mon cv"
        ),
        "pt": (
            "me indicar, uma indicação, me recomendar, encaminhar meu currículo, encaminhar o "
            "meu currículo"
        ),
        "it": "raccomandarmi, segnalarmi, una referenza, girare il mio cv, inoltrare il mio cv",
        "nl": "aanbevelen, mijn cv doorsturen, een goed woordje",
        "sv": "rekommendera mig, tipsa om mig, skicka vidare mitt cv, ett gott ord",
    },
    Purpose.OPENING: {
        "en": (
            "opening, openings, vacancy, vacancies, hiring, open role, open roles, open "
            "position, open positions, opportunities at, any opportunities, job "
            "opportunities, looking for a job, looking for a new job, looking for a new role"
        ),
        "de": (
            "offene stelle, offene stellen, offenen stelle, offenen stellen, freie stelle, "
            "freie stellen, stelle frei, stellenangebot, stellenausschreibung, "
            "ausgeschriebene stelle, vakanz, vakanzen, sucht ihr"
        ),
        "es": (
            "vacante, vacantes, oferta de empleo, ofertas de empleo, oferta de trabajo, "
            "ofertas de trabajo, puesto abierto, puestos abiertos, están contratando, "
            "buscando trabajo"
        ),
        "fr": (
            "poste ouvert, postes ouverts, poste vacant, offre d'emploi, offres d'emploi, "
            "recrutez, recherche d'emploi"
        ),
        "pt": "vaga, vagas, estão contratando, a contratar, oportunidade de emprego",
        "it": (
            "posizione aperta, posizioni aperte, offerta di lavoro, offerte di lavoro, "
            "opportunità di lavoro, state assumendo"
        ),
        "nl": "vacature, vacatures, openstaande functie, op zoek naar een baan",
        "sv": "ledig tjänst, lediga tjänster, lediga jobb, rekryterar ni, anställer ni",
    },
    Purpose.CONVERSATION: {
        "en": (
            "coffee, a call, quick call, short call, phone call, a chat, quick chat, to chat, "
            "catch up, your advice, some advice, pick your brain, informational interview, "
            "talk to you, talk with you, speak to you, speak with you, learn more about, 15 "
            "minutes, 20 minutes, 30 minutes, a few minutes"
        ),
        "de": (
            "kaffee, telefonieren, austauschen, kurz sprechen, ein gespräch, um rat, deinen "
            "rat, ihren rat"
        ),
        "es": (
            "un café, una llamada, charlar, platicar, conversar, un consejo, hablar contigo, "
            "hablar con usted"
        ),
        "fr": (
            "un café, un appel, échanger, discuter, vos conseils, tes conseils, vous rencontrer"
        ),
        "pt": "um café, uma ligação, uma chamada, bater um papo, uma conversa, um conselho",
        "it": "un caffè, una chiamata, chiacchierata, due chiacchiere, confrontarmi",
        "nl": "koffie, bellen, een gesprek, je advies, uw advies, kennismaken",
        "sv": "en kaffe, fika, ringa, prata, ditt råd, ett samtal",
    },
}
"""What a message asks for; of several purposes the first counts."""

INTRODUCING: dict[str, str] = {
    "en": (
        "meet, e-meet, introduce, introducing, introduction, intro, connecting you, connect "
        "you, connect the two of you, you two"
    ),
    "de": (
        "darf ich vorstellen, stelle euch, bekannt machen, euch vernetzen, euch verbinden, "
        "bringe euch"
    ),
    "es": "te presento, os presento, les presento, presentaros, presentarles",
    "fr": (
        "je te présente, je vous présente, mets en relation, mettre en relation, mise en relation"
    ),
    "pt": "te apresento, apresento-vos, apresentar vocês, conheça",
    "it": "ti presento, vi presento, presentarvi, vi metto in contatto",
    "nl": "stel jullie, jullie voorstellen, breng jullie in contact, jullie introduceren",
    "sv": "presenterar er, presentera er, introducera er, koppla ihop er",
}
"""How somebody brings two others together."""

STRONG_YES: dict[str, str] = {
    "en": (
        "happy to, glad to, of course, sure, absolutely, definitely, will do, with pleasure, "
        "my pleasure, i'd love to, i'll introduce, i'll ask, i'll forward, i will introduce, "
        "i will ask"
    ),
    "de": "gerne, sehr gern, natürlich, selbstverständlich, klar, mache ich",
    "es": "claro, por supuesto, con gusto, encantado, encantada, con mucho gusto",
    "fr": "avec plaisir, bien sûr, volontiers, bien entendu",
    "pt": "com certeza, claro, com prazer, com todo o prazer",
    "it": "certo, certamente, volentieri, con piacere",
    "nl": "natuurlijk, graag, tuurlijk, met plezier",
    "sv": "absolut, självklart, gärna, visst",
}
"""What leaves little doubt that a reply says yes."""

STRONG_NO: dict[str, str] = {
    "en": (
        "unfortunately, i can't, i cannot, can't help, cannot help, i'm afraid, not "
        "comfortable, don't know anyone, don't know anybody, i'd rather not, have to decline, "
        "must decline, won't be able"
    ),
    "de": "leider, kann ich nicht, keine zeit, geht nicht",
    "es": "lamentablemente, desafortunadamente, no puedo, lo siento",
    "fr": "malheureusement, je ne peux pas, désolé, désolée",
    "pt": "infelizmente, não posso, não consigo",
    "it": "purtroppo, non posso, mi dispiace",
    "nl": "helaas, kan ik niet, het spijt me",
    "sv": "tyvärr, kan inte",
}
"""What leaves little doubt that a reply says no."""

NOT_INTRODUCING = (
    "let us meet, let's meet, lets meet, we meet, meet up, meet at, meet on, meet for, "
    "introduce myself"
)
"""What looks like it and is not."""

IDIOMS_OF_YES = (
    "no problem, no problem at all, not a problem, can't wait, why not, kein problem, pas de "
    "problème, pas de souci, aucun problème, sin problema, ningún problema, sem problema, sem "
    "problemas, nessun problema, geen probleem, inga problem, inget problem"
)
"""A yes, though a word of no is in it."""

IDIOMS_OF_NO = (
    "of course not, not happy, not possible, no way, not sure i can, natürlich nicht, bien "
    "sûr que non, claro que no, claro que não, certo che no, not able, unable"
)
"""A no, though a word of yes is in it."""

IDIOMS_OF_NOTHING = "no worries, no rush, not sure, make sure, to be sure, no doubt, for sure if"
"""Neither, though a word of one of them is in it."""

FIRST_WORD_YES = "yes, yep, yeah, ok, okay, ja, oui, sí, si, sim, sì"
"""A weak yes, as the first word of a reply only."""

FIRST_WORD_NO = "no, nope, nein, non, não, nee, nej"
"""A weak no, as the first word of a reply only."""
