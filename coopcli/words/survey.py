"""The survey of members: answers, the score, products, attributes, comments, actions."""

from __future__ import annotations

from coopcli.words.lists import ANSWER_KINDS, RESPONDENT_CLASSES
from coopcli.words.word import Word, column, columns, declare, frame

declare(
    Word("wave", "code", "Rodada"),
    Word("respondent_id", "code", "Respondente"),
    Word("branch_name", "text", "Nome do PA"),
    Word("population", "count", "Associados"),
    Word("sent", "count", "Questionários enviados"),
    Word("population_rate", "rate", "Parte dos associados"),
    Word("planned", "count", "Amostra planejada"),
    Word("respondents", "count", "Respondentes"),
    Word("answers", "count", "Notas válidas"),
    Word("response_rate", "rate", "Taxa de resposta"),
    Word("sample_rate", "rate", "Parte das respostas"),
    Word("difference_rate", "rate", "Diferença para a parte dos associados"),
    Word("warning", "text", "Aviso"),
    Word("value", "text", "Grupo"),
    Word("promoter_count", "count", "Promotores"),
    Word("neutral_count", "count", "Neutros"),
    Word("detractor_count", "count", "Detratores"),
    Word("promoter_rate", "rate", "% promotores"),
    Word("neutral_rate", "rate", "% neutros"),
    Word("detractor_rate", "rate", "% detratores"),
    Word("nps", "number", "NPS"),
    Word("low", "number", "De"),
    Word("high", "number", "Até"),
    Word("last_date", "date", "Última resposta"),
    Word("points_change", "number", "Mudança"),
    Word("statistic", "number", "Estatística"),
    Word("p", "number", "p"),
    Word("classes_p", "number", "p das classes (qui-quadrado)"),
    Word("is_significant", "flag", "Significativo"),
    Word("products", "count", "Quantos usa"),
    Word("class_title", "text", "Classe"),
    Word("total", "count", "Total de respondentes"),
    Word("answered", "count", "Responderam à pergunta"),
    Word("place", "count", "Lugar"),
    Word("institution", "text", "Instituição"),
    Word("spellings", "text", "Como foi escrita"),
    Word("attribute", "text", "Atributo"),
    Word("n", "count", "n"),
    Word("deviation", "number", "Desvio padrão"),
    Word("minimum", "number", "Mínimo"),
    Word("median", "number", "Mediana"),
    Word("maximum", "number", "Máximo"),
    Word("top_rate", "rate", "Satisfeitos (notas do topo)"),
    Word("promoter_mean", "number", "Média dos promotores"),
    Word("neutral_mean", "number", "Média dos neutros"),
    Word("detractor_mean", "number", "Média dos detratores"),
    Word("gap", "number", "Promotores − detratores"),
    Word("importance_r", "number", "Importância (r com a nota)"),
    Word("quadrant", "text", "Quantidade e retorno"),
    Word("first", "text", "Variável"),
    Word("second", "text", "Com"),
    Word("r", "number", "r de Pearson"),
    Word("is_strong", "flag", "Correlação forte"),
    Word("variable", "text", "Variável"),
    Word("p_text", "text", "p"),
    Word("is_normal", "flag", "Compatível com a normal"),
    Word("freedom", "count", "Graus de liberdade"),
    Word("note", "text", "Observação"),
    Word("cluster_step", "count", "Etapa"),
    Word("clusters", "count", "Nº de grupos"),
    Word("similarity", "number", "Nível de similaridade"),
    Word("distance", "number", "Nível de distância"),
    Word("first_cluster", "count", "Grupo"),
    Word("second_cluster", "count", "Reunido a"),
    Word("joined_cluster", "count", "Novo grupo"),
    Word("size", "count", "Variáveis no novo grupo"),
    Word("attribute_number", "count", "Nº"),
    Word("cluster", "count", "Grupo final"),
    Word("word", "text", "Palavra"),
    Word("comments", "count", "Comentários"),
    Word("theme", "text", "Tema"),
    Word("score", "count", "Nota"),
    Word("comment", "text", "Comentário", personal=True),
    Word("contact_until", "date", "Falar até"),
    Word("themes", "text", "Temas"),
    Word("low_marks", "text", "Avaliou mal"),
    Word("institutions", "text", "Usa também"),
    Word("actions", "text", "O que fazer"),
    Word("action", "text", "Ação"),
    Word("kind", "text", "Tipo"),
    Word("valid", "count", "Respostas válidas"),
    Word("blank", "count", "Em branco"),
    Word("left_out", "count", "Deixadas de fora"),
    Word("recommendation", "count", "Nota de recomendação"),
    Word("nps_points", "count", "Índice NPS, em pontos inteiros para baixo", may_be_negative=True),
    Word("age_years", "count", "Idade em anos"),
    Word("respondent_class", "choice", "Classe do respondente", choices=RESPONDENT_CLASSES),
    Word("is_important", "flag", "Atributo pesa na nota mais que a média dos atributos"),
    Word("is_satisfying", "flag", "Atributo satisfaz mais que a média dos atributos"),
    Word("answer_kind", "choice", "Tipo de resposta", choices=ANSWER_KINDS),
    Word("lowest", "count", "Menor resposta admitida"),
    Word("highest", "count", "Maior resposta admitida"),
    Word("asked", "text", "Pergunta inteira"),
    Word("variant", "text", "Outra forma de escrever"),
    Word("keyword", "text", "Palavra do tema"),
    Word("against", "text", "Com que se cruza"),
)

SURVEY_ANSWERS = frame(
    "survey_answers",
    "Respostas da pesquisa",
    "wave respondent_id member_id branch answered_date channel",
    column("question", "Pergunta"),
    "answer",
    required="respondent_id question",
    key="wave respondent_id question",
)
"""One row an answer. A blank answer is one too: what it counts for is the survey's business."""

SURVEY_BRANCHES = frame(
    "survey_branches",
    "Pesquisa por PA",
    "wave branch branch_name population sent",
    required="branch population",
    key="wave branch",
)
"""How many members each branch has, and how many of them were asked. Without a wave, for all waves."""

SIZE_COLUMNS = columns("branch branch_name population population_rate planned")
"""The sample by branch, in proportion to the members."""

SAMPLE_COLUMNS = columns(*SIZE_COLUMNS, "sent respondents answers response_rate sample_rate difference_rate warning")

SEGMENT_COLUMNS = columns(
    "segment value answers promoter_count neutral_count detractor_count promoter_rate neutral_rate detractor_rate",
    "nps low high",
    column("band", "Zona"),
)

WAVE_COLUMNS = columns(
    "wave last_date answers promoter_count neutral_count detractor_count nps low high",
    column("band", "Zona"),
    "points_change",
    column("statistic", "z"),
    column("p", "p da mudança"),
    "classes_p",
    column("is_significant", "Mudou"),
)

PROFILE_COLUMNS = columns(
    "question answer", column("count", "Respondentes"), column("rate", "Parte dos que responderam")
)

PRODUCT_COLUMNS = columns(
    column("product", "Produto ou serviço"),
    column("count", "Respondentes"),
    column("rate", "Parte dos que responderam"),
    "promoter_count neutral_count detractor_count promoter_rate neutral_rate detractor_rate",
)

HOW_MANY_COLUMNS = columns("products", column("count", "Respondentes"), "promoter_count neutral_count detractor_count")

BY_CLASS_COLUMNS = columns(
    "class_title total answered", column("count", "Quantos"), column("rate", "Parte dos que responderam")
)

INSTITUTION_COLUMNS = columns(
    "place institution",
    column("count", "Menções"),
    column("rate", "Parte das menções"),
    "promoter_count neutral_count detractor_count spellings",
)

ATTRIBUTE_COLUMNS = columns(
    "group attribute n mean deviation minimum median maximum top_rate promoter_mean neutral_mean detractor_mean",
    "gap importance_r",
    column("quadrant", "Prioridade"),
)

PAIR_COLUMNS = columns("first second n r p", column("is_significant", "p abaixo do nível"), "is_strong")

NORMALITY_COLUMNS = columns(
    "variable n", column("statistic", "D de Kolmogorov-Smirnov"), column("p_text", "p (Lilliefors)"), "is_normal"
)

ASSOCIATION_COLUMNS = columns(
    "first second n",
    column("statistic", "Qui-quadrado"),
    "freedom p",
    column("is_significant", "Há associação"),
    "note",
)

CLUSTER_COLUMNS = columns("cluster_step clusters similarity distance first_cluster second_cluster joined_cluster size")

MEMBERSHIP_COLUMNS = columns("attribute_number attribute cluster")

WORD_COLUMNS = columns("word", column("count", "Aparições"), "comments promoter_count neutral_count detractor_count")

THEME_COLUMNS = columns(
    "theme comments",
    column("rate", "Parte dos comentários"),
    "promoter_count neutral_count detractor_count",
    column("mean", "Nota média"),
)

COMMENT_COLUMNS = columns("theme class_title score branch respondent_id comment")

ACTION_COLUMNS = columns(
    "class_title score respondent_id member_id member_name branch",
    column("answered_date", "Respondeu em"),
    "contact_until",
    column("comment", "O que disse"),
    "themes low_marks institutions",
    column("letter", "Carta ou mensagem"),
    "actions",
)

ADVICE_COLUMNS = columns("class_title respondents action article")

QUESTION_COLUMNS = columns("question kind respondents valid blank left_out")
"""Of each question: respondents = valid + blank + left out (which the Problemas sheet names one by one)."""
