"""The rules that read a project's period in sentences; ``period_sentences.py`` applies them."""

from __future__ import annotations

from extractors.evidence import Rule

_READS = ("narrative", "description")

RULES = (
    Rule(
        "periods.sentence_starts",
        "A sentence says when this project starts.",
        _READS,
        "period",
        status="inferred",
        hits=(
            ("The project will commence in 2010 in Peru and Ecuador.", "start=2010"),
            ("Le projet a débuté en mars 2009.", "start=2009-03"),
            ("El proyecto comenzará en enero de 2010.", "start=2010-01"),
            ("Das Projekt startete im Mai 2014.", "start=2014-05"),
        ),
        misses=(
            "The previous project started in 2003.",
            "The phenomenon started in the 1980s.",
            "The Appeal was launched on 28 October for CHF 623,771.",
        ),
    ),
    Rule(
        "periods.sentence_ends",
        "A sentence says when this project ends.",
        _READS,
        "period",
        status="inferred",
        hits=(
            ("The project will end on 31 December 2012.", "end=2012-12-31"),
            ("This operation was expected to be completed by 6 February 2010, but", "end=2010-02-06"),
            ("The last phase will go on until 2022.", "end=2022"),
        ),
        misses=("Training under the project ended in 2009.",),
    ),
    Rule(
        "periods.sentence_runs",
        "A sentence says from when to when this project runs.",
        _READS,
        "period",
        status="inferred",
        hits=(
            ("The project runs from March 2009 to March 2011.", "start=2009-03; end=2011-03"),
            ("The project covers the period of four semesters from 2016- 2017, with", "start=2016; end=2017"),
        ),
        misses=("A project on Prevention (2006 – 2009)",),
    ),
    Rule(
        "periods.sentence_lasts",
        "A sentence says how long this project lasts.",
        _READS,
        "period",
        status="inferred",
        hits=(
            ("The project will last 36 months.", "duration_months=36"),
            ("This three-year project helps", "duration_months=36"),
            ("The project's duration is 2 years (2015 - 2016).", "duration_months=24"),
            ("Work began in May, with an originally planned duration of 15 months.", "duration_months=15"),
            (
                "It must be carried out within a period of 24 months, until 03.09.2021.",
                "duration_months=24; end=2021-09-03",
            ),
        ),
        misses=("The duration of the project can range from a minimum of 12 to a maximum of 36 months.",),
    ),
    Rule(
        "periods.sentence_timeframe",
        "A sentence gives a timeframe and the date on which it starts.",
        _READS,
        "period",
        status="inferred",
        hits=(
            ("for a timeframe of three and a half years starting in May 2014,", "duration_months=42; start=2014-05"),
            (
                "The project titled “Wells” will last for 24 months starting from May 2014.",
                "duration_months=24; start=2014-05",
            ),
        ),
        misses=("for a timeframe of three and a half years",),
    ),
    Rule(
        "periods.sentence_appeal",
        "An appeal or budget asks for an amount for a number of months.",
        _READS,
        "period",
        status="inferred",
        hits=(("This Emergency Appeal was launched on 28 October for CHF 623,771 for 6 months.", "duration_months=6"),),
        misses=("Refugees were fed for 6 months.", "The appeal was open for 6 months."),
    ),
    Rule(
        "periods.sentence_helped",
        "A sentence that asks for means says how long so many people are to be helped.",
        _READS,
        "period",
        status="doubtful",
        doubt="people are to be helped for that time, and the operation may last longer",
        hits=(
            (
                "The appeal seeks CHF 2 million to assist 4,000 families (20,000 people) for six months.",
                "duration_months=6",
            ),
            ("L’appel vise à assister 3 000 ménages pendant 4 mois.", "duration_months=4"),
        ),
        misses=(
            "Each kit serves 10,000 people for three months.",
            "The society assisted 4,000 families for six months.",
            "The storm left 4,000 families homeless for six months.",
        ),
    ),
    Rule(
        "periods.sentence_it",
        "A sentence that goes on with 'it' says from when to when.",
        _READS,
        "period",
        status="doubtful",
        doubt="the sentence says 'it', which may be another project than this one",
        hits=(
            ("A project for clinics. It covers the period 2021-2026 and", "start=2021; end=2026"),
            ("Le projet aide. Il couvre la période 2021-2026.", "start=2021; end=2026"),
        ),
        misses=("It was founded in 2010.", "The strategy ends. The plan covers 2010-2012.", "It covers 2,000 people."),
    ),
    Rule(
        "periods.sentence_for_period",
        "A sentence with an amount says for which period it is given.",
        _READS,
        "period",
        status="inferred",
        hits=(
            (
                "The fund will give £220,000 for the period from December 2011 to May 2012.",
                "start=2011-12; end=2012-05",
            ),
            ("Das Gesamtbudget für die Jahre 2024-2028 beläuft sich auf 1 000 000 €.", "start=2024; end=2028"),
        ),
        misses=(
            "Under its strategy for the period 2010-2014 the bank gave US$ 2 million.",
            "Rain failed for the period from 2010 to 2012.",
        ),
    ),
    Rule(
        "periods.sentence_new",
        "A sentence that brings a project into being says how long it lasts, and since when.",
        _READS,
        "period",
        status="doubtful",
        doubt="the sentence need not speak of this project",
        hits=(
            ("The Union will fund a two-year project for clinics.", "duration_months=24"),
            ("C’est un projet de 40 mois, exécuté par deux associations.", "duration_months=40"),
            ("It is a 30-month project that began in March 2011.", "duration_months=30; start=2011-03"),
            ("It is a new four-year AU$9.86 million investment of the department.", "duration_months=48"),
            ("USAID Proposes 6-Year $36 Million Lake Shores Project", "duration_months=72"),
            ("C’est un projet de 40 mois qui a débuté en mai 2012.", "duration_months=40; start=2012-05"),
        ),
        misses=(
            "The ten-year programme failed.",
            "In five years $2 million was lost.",
            "They met for a two-year course.",
            "a strategy of 5 years",
        ),
    ),
    Rule(
        "periods.sentence_paid_over",
        "A sentence says over which time an amount is given.",
        _READS,
        "period",
        status="doubtful",
        doubt="the amount is given over that time, and the project may last longer",
        hits=(
            ("The society will receive €740,000 over two years for its work in Kenya.", "duration_months=24"),
            ("Il reçoit 120 000 euros sur trois ans pour un projet.", "duration_months=36"),
        ),
        misses=("The target rose to CHF 25 million over three years.", "Over two years, 740,000 people came."),
    ),
    Rule(
        "periods.sentence_span",
        "A duration and, in brackets behind it or behind the word for project, the years that it spans.",
        _READS,
        "period",
        status="inferred",
        hits=(
            ("It is paid over a five-year programme (2019-2024) with", "start=2019; end=2024; duration_months=60"),
            ("The project lasts 2 years (2015 - 2016).", "start=2015; end=2016; duration_months=24"),
            ("un projet de 40 mois (sep 2022-Déc 2025)", "start=2022-09; end=2025-12; duration_months=40"),
            ("it runs 3 years, July 2010 to June 2013", "start=2010-07; end=2013-06; duration_months=36"),
        ),
        misses=("a five-year programme (2010-2024)", "a five-year strategy (2019-2024)", "two schools (2015-2016)"),
    ),
)
