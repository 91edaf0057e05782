"""What goes wrong, told to the clerk: where, what was found, what is expected, what to do.

Two kinds (house style A16): a ``DataError`` is mended in the export, a ``RuleError`` in ``rules/``.
Everything else that a user can cause (a folder that exists, a disk that is full) is a plain ``CoopError``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody's decision to go on with the problems of a code; ``subject`` says with which of them ('' all)."""

    code: str
    subject: str
    author: str
    reason: str

    def text(self) -> str:
        """Return it as the option is written."""
        return f"{self.code}={self.subject}" if self.subject else self.code


@dataclass(frozen=True, slots=True)
class Cause:
    """What the problems of one column of an export have in common.

    ``cells`` is how many the column has. ``words`` say it where those of the kind do not. ``declared`` is the line that
    would mend all of them, in the ``layout``, for its ``column``; ``preview`` are cells before and after.
    """

    cells: int
    words: str = ""
    layout: str = ""
    column: str = ""
    declared: str = ""
    preview: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not fit.

    ``code`` names the kind of problem (``PROBLEM_KINDS``); ``file``, ``sheet``, ``cell`` and ``header`` are what
    the clerk sees on the screen; ``line`` is the 1-based line of a text file. ``rows`` and ``cents`` say how much
    of the input was set aside because of it (0 where nothing was). ``subjects`` are further names by which somebody may
    accept it; ``accepted`` is who did; ``is_only_told`` where the policy of the cooperative goes on with it. What was
    found is ``personal`` where its column is (``words.Word.personal``). It may stand for several cells (``times``);
    ``cause`` is what it shares with others.
    """

    code: str
    found: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    header: str = ""
    line: int = 0
    expected: str = ""
    remedy: str = ""
    rows: int = 0
    cents: int = 0
    subjects: tuple[str, ...] = ()
    accepted: Acceptance | None = None
    is_only_told: bool = False
    personal: bool = False
    times: int = 1
    cause: Cause | None = field(default=None, compare=False, repr=False)

    @property
    def blocks(self) -> bool:
        """Whether no close goes on with it."""
        return PROBLEM_KINDS[self.code].blocks and self.accepted is None and not self.is_only_told

    def place(self) -> str:
        """Return where it is, as the clerk would say it: ``contratos.xlsx, aba Plan1, célula D47 (Saldo)``."""
        parts = [
            self.file,
            f"aba {self.sheet}" if self.sheet else "",
            f"célula {self.cell}" if self.cell else "",
            f"linha {self.line}" if self.line else "",
        ]
        place = ", ".join(part for part in parts if part)
        return f"{place} ({self.header})" if self.header else place

    def wanted(self) -> str:
        """Return what was expected: the problem's own words, else those of its kind."""
        return self.expected or PROBLEM_KINDS[self.code].expected

    def advice(self) -> str:
        """Return what to do: the problem's own words, else those of its kind."""
        return self.remedy or PROBLEM_KINDS[self.code].remedy

    def text(self, *, found: str | None = None) -> str:
        """Return the four-line message; ``found`` replaces the value where it must be masked."""
        lines = [f"[{self.code}] {self.place()}".rstrip()]
        lines += [f"  encontrado:  {self.found if found is None else found}"]
        lines += [f"  esperado:    {self.wanted()}", f"  o que fazer: {self.advice()}"]
        if self.accepted is not None:
            lines.append(f"  aceito:      por {self.accepted.author}: {self.accepted.reason}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """The standing words of a problem code; ``blocks`` says that no close goes on with it, but where it is
    ``acceptable`` and somebody accepts it. ``of_cells`` goes on from "12 células de Saldo"."""

    title: str
    expected: str
    remedy: str
    blocks: bool = False
    acceptable: bool = False
    of_cells: str = ""


class CoopError(Exception):
    """A failure that the user can understand and mend; ends the command with exit status 1."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        self.listed = ""  # the file that has all of them, where one was written
        super().__init__("\n\n".join(problem.text() for problem in self.problems))


class DataError(CoopError):
    """The exports do not fit; the clerk mends them."""


class RuleError(CoopError):
    """A rule file is missing or wrong; whoever keeps ``rules/`` mends it."""


def stop(code: str, found: str, **place: object) -> CoopError:
    """Return the error of a single problem, to be raised by the caller."""
    return CoopError([Problem(code, found, **place)])  # type: ignore[arg-type]


PROBLEM_KINDS: dict[str, ProblemKind] = {
    # --- files -----------------------------------------------------------------------------------------------
    "arquivo-nao-encontrado": ProblemKind(
        "Arquivo ou pasta não encontrado", "um caminho que exista", "confira o caminho e o nome", blocks=True
    ),
    "arquivo-vazio": ProblemKind(
        "Arquivo vazio", "uma exportação com cabeçalho e linhas", "exporte de novo o arquivo", blocks=True
    ),
    "arquivo-ilegivel": ProblemKind(
        "Arquivo danificado ou em formato diferente da extensão",
        "uma planilha .xlsx ou um texto .csv íntegro",
        "abra o arquivo no Excel; se ele também não abrir, exporte de novo",
        blocks=True,
    ),
    "arquivo-protegido": ProblemKind(
        "Arquivo protegido por senha",
        "uma planilha sem senha",
        "abra no Excel, retire a senha (Arquivo, Informações, Proteger) e salve de novo",
        blocks=True,
    ),
    "arquivo-nao-reconhecido": ProblemKind(
        "Nenhum layout reconhece o cabeçalho",
        "o cabeçalho de uma das exportações conhecidas (pasta rules/layouts)",
        "confira se é a exportação certa; se for outra, acrescente um layout em rules/layouts",
    ),
    "layout-ambiguo": ProblemKind(
        "Mais de um layout reconhece o cabeçalho",
        "exatamente um layout",
        "torne mais exigente a assinatura (signature) de um dos layouts",
        blocks=True,
    ),
    "arquivo-grande-demais": ProblemKind(
        "Arquivo maior do que se lê com segurança",
        "um arquivo dentro dos limites",
        "exporte em partes (por PA, por exemplo), todas na mesma pasta; se o conteúdo é pequeno, "
        "copie as células para uma planilha nova",
        blocks=True,
    ),
    "arquivo-ja-existe": ProblemKind(
        "A saída já existe", "um nome que ainda não exista", "escolha outro nome com --output", blocks=True
    ),
    "sem-permissao": ProblemKind(
        "Sem permissão",
        "permissão de leitura na entrada e de escrita na saída",
        "feche o arquivo se estiver aberto em outro programa; senão, peça acesso à pasta",
        blocks=True,
    ),
    "sem-espaco": ProblemKind(
        "Disco cheio", "espaço livre na pasta de saída", "libere espaço e rode de novo; nada foi publicado", blocks=True
    ),
    "falha-de-disco": ProblemKind(
        "O sistema não conseguiu ler ou gravar",
        "pasta acessível para leitura e escrita",
        "confira o disco ou a rede e rode de novo; nada foi publicado",
        blocks=True,
    ),
    "em-uso": ProblemKind(
        "Outro fechamento está em andamento nesta pasta",
        "um fechamento de cada vez",
        "espere o outro terminar e rode de novo",
        blocks=True,
    ),
    "fechamento-ja-existe": ProblemKind(
        "O mês já foi fechado com outros dados, regras ou opções",
        "um mês ainda não fechado, ou as mesmas entradas",
        "para refazer, use --replace: o anterior fica guardado ao lado",
        blocks=True,
    ),
    "fechamento-ilegivel": ProblemKind(
        "Um fechamento anterior não pode ser lido",
        "a pasta do fechamento como o coopcli a gravou",
        "traga a pasta de volta da cópia de segurança; se ela se perdeu, feche aquele mês de novo com --replace",
        blocks=True,
    ),
    "configuracao-invalida": ProblemKind(
        "O arquivo coop.yaml não está certo",
        "os campos descritos em docs/guia.md",
        "corrija o campo indicado em coop.yaml",
        blocks=True,
    ),
    "opcao-invalida": ProblemKind(
        "Opção inválida", "um dos valores listados em --help", "corrija a opção e rode de novo", blocks=True
    ),
    "biblioteca-ausente": ProblemKind(
        "Biblioteca que o comando usa não está instalada",
        "o coopcli instalado com o complemento que tem a biblioteca",
        "instale o complemento que a mensagem diz",
        blocks=True,
    ),
    # --- the shape of an export ------------------------------------------------------------------------------
    "coluna-ausente": ProblemKind(
        "Falta uma coluna obrigatória", "a coluna no cabeçalho", "exporte de novo com a coluna", blocks=True
    ),
    "coluna-repetida": ProblemKind(
        "A mesma coluna aparece duas vezes", "uma coluna de cada nome", "apague ou renomeie a repetida", blocks=True
    ),
    "coluna-deslocada": ProblemKind(
        "As células não estão debaixo do seu cabeçalho",
        "cada dado na coluna do seu título",
        "confira se uma célula a mais ou a menos empurrou as colunas; exporte de novo",
        blocks=True,
    ),
    "virgula-sem-aspas": ProblemKind(
        "A vírgula separa as colunas e também os centavos",
        "valores entre aspas, ou ponto e vírgula entre as colunas",
        "exporte de novo com ponto e vírgula como separador, ou em .xlsx",
        blocks=True,
    ),
    "exportacao-ausente": ProblemKind(
        "Falta uma exportação",
        "a exportação na pasta do mês",
        "exporte o arquivo que falta e rode de novo",
        blocks=True,
    ),
    "aba-oculta": ProblemKind(
        "Aba oculta da planilha: ficou de fora",
        "só abas que se veem no Excel",
        "se é a aba certa, reexiba-a (botão direito nas abas, Reexibir) e salve; se é uma cópia velha, apague-a",
    ),
    "linha-oculta": ProblemKind(
        "Linhas ocultas da planilha: ficaram de fora",
        "só linhas que se veem no Excel",
        "se são da tabela, limpe o filtro ou reexiba as linhas e salve; se não são, apague-as",
    ),
    "coluna-oculta": ProblemKind(
        "Colunas ocultas da planilha: ficaram de fora",
        "só colunas que se veem no Excel",
        "se o dado vale, reexiba a coluna e salve; se não vale, apague-a",
    ),
    "exportacao-esperada-ausente": ProblemKind(
        "Falta uma exportação que se espera",
        "a exportação na pasta do mês",
        "exporte o arquivo que falta; para fechar sem ele: --accept exportacao-esperada-ausente=EXPORTAÇÃO --reason "
        "MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "coluna-que-decide-ausente": ProblemKind(
        "Falta uma coluna que decide",
        "a coluna no cabeçalho",
        "exporte de novo com a coluna; para fechar sem ela: --accept coluna-que-decide-ausente=COLUNA --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "linhas-separadas-demais": ProblemKind(
        "Mais linhas ou reais de fora do que a política admite",
        "linhas que se leem (limites em rules/reading/gates.yaml)",
        "corrija as células listadas; para fechar sem elas: --accept linhas-separadas-demais=EXPORTAÇÃO --reason "
        "MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "resumo-abaixo-da-tabela": ProblemKind(
        "Linhas abaixo da tabela que não são da tabela",
        "nada abaixo da última linha, salvo o total",
        "se é um resumo, nada a fazer: ficou de fora; se são linhas da tabela, complete-as e apague a linha em branco "
        "acima delas",
    ),
    "linha-incompleta": ProblemKind(
        "A linha tem mais ou menos colunas do que o cabeçalho",
        "o mesmo número de colunas do cabeçalho",
        "confira separadores e aspas da linha",
    ),
    # --- cells -----------------------------------------------------------------------------------------------
    "valor-ausente": ProblemKind(
        "Célula obrigatória vazia", "um valor", "preencha a célula na origem", of_cells="estão vazias"
    ),
    "valor-invalido": ProblemKind(
        "Valor em reais que não se lê com certeza",
        "valor em reais, como 1.234,56",
        "corrija a célula; se ponto e vírgula estão trocados, exporte em formato brasileiro",
        of_cells="não se leem como reais",
    ),
    "valor-americano": ProblemKind(
        "Valor em formato americano, com ponto antes dos centavos",
        "valor em reais, como 1.234,56",
        "exporte de novo em formato brasileiro (no Excel, Dados, De Texto/CSV, localidade Inglês, e salve)",
        of_cells="estão em formato americano",
    ),
    "valor-ambiguo": ProblemKind(
        "Valor que se pode ler de duas maneiras",
        "valor em reais com centavos, como 1.234,00, e sinal que não dependa de C ou D",
        "escreva os centavos: 1.234,00 para mil reais, 1,23 para um real; se o sinal está em C ou D, diga em sign, "
        "no layout, que lado é o positivo",
        of_cells="podem ser lidas de dois modos",
    ),
    "valor-negativo": ProblemKind(
        "Valor negativo onde só cabe zero ou mais",
        "zero ou mais",
        "confira o lançamento na origem",
        of_cells="são negativas",
    ),
    "numero-invalido": ProblemKind(
        "Número que não se lê",
        "um número inteiro, como 12",
        "corrija a célula",
        of_cells="não se leem como números inteiros",
    ),
    "taxa-invalida": ProblemKind(
        "Taxa que não se lê", "uma taxa, como 1,99 ou 1,99%", "corrija a célula", of_cells="não se leem como taxas"
    ),
    "data-invalida": ProblemKind(
        "Data que não se lê ou não existe",
        "uma data, como 31/10/2026",
        "corrija a célula na origem",
        of_cells="não são datas que existam",
    ),
    "mes-na-frente": ProblemKind(
        "Data com o mês na frente do dia",
        "datas com o dia na frente, como 31/10/2026",
        "as outras datas da coluna também podem estar trocadas: exporte de novo em dd/mm/aaaa; se for erro de uma só "
        "célula, corrija-a",
        blocks=True,
        of_cells="têm o mês na frente do dia",
    ),
    "aba-nao-escolhida": ProblemKind(
        "Aba que o layout não escolhe",
        "as abas que a linha sheets do layout diz",
        "se os dados dela fazem falta, acrescente o nome dela a sheets, no layout",
    ),
    "fora-do-declarado": ProblemKind(
        "A célula, ou o arquivo, contradiz o que o layout declara",
        "o que a transformação declarada no layout diz",
        "corrija a célula na origem; se o arquivo mudou de forma, tire ou mude a transformação no layout",
        blocks=True,
        of_cells="contradizem o que o layout declara",
    ),
    "documento-mascarado": ProblemKind(
        "CPF ou CNPJ mascarado",
        "o CPF ou o CNPJ inteiro",
        "exporte de novo com um perfil que veja o documento inteiro",
        of_cells="estão mascaradas",
    ),
    "documento-invalido": ProblemKind(
        "CPF ou CNPJ com dígito verificador errado",
        "um CPF de 11 ou um CNPJ de 14 posições",
        "confira o cadastro do associado",
        of_cells="têm o dígito verificador errado",
    ),
    "documento-de-outro-tipo": ProblemKind(
        "CPF de quem é pessoa jurídica, ou CNPJ de quem é pessoa física",
        "CPF para pessoa física (PF), CNPJ para pessoa jurídica (PJ)",
        "confira o documento e o tipo de pessoa no cadastro do associado: um CPF com um dígito errado pode passar "
        "por CNPJ de outro devedor",
        of_cells="têm o documento de outro tipo de pessoa",
    ),
    "data-implausivel": ProblemKind(
        "Data que só ocupa o lugar de uma que não se sabe",
        "uma data como 31/10/2026 (anos em rules/reading/plausibility.yaml)",
        "corrija a data na origem; se está certa mesmo: --accept data-implausivel=ARQUIVO --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "data-fora-do-contrato": ProblemKind(
        "Data fora da vida do contrato",
        "uma data entre a da operação e o vencimento final",
        "confira a data na origem; se está certa: --accept data-fora-do-contrato=CONTRATO --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "vencimentos-fora-de-ordem": ProblemKind(
        "O vencimento não cresce com o número da parcela",
        "cada parcela depois da anterior",
        "confira-os na origem; se estão certos: --accept vencimentos-fora-de-ordem=CONTRATO --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "dias-e-meses-trocados": ProblemKind(
        "Dias e meses parecem trocados",
        "datas com o dia na frente, como 31/10/2026",
        "exporte de novo, sem o Excel; se estão certas: --accept dias-e-meses-trocados=ARQUIVO --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "parcelas-de-mesmo-numero": ProblemKind(
        "Duas parcelas do mesmo número, com vencimentos diferentes",
        "um vencimento para cada número, salvo em contrato de vários desembolsos",
        "contam as duas; se é a mesma parcela, apague a linha errada na origem",
        blocks=True,
        acceptable=True,
    ),
    "parcelas-que-faltam": ProblemKind(
        "Faltam números entre as parcelas de um contrato",
        "parcelas de números seguidos",
        "exporte de novo as parcelas; se está certo: --accept parcelas-que-faltam=CONTRATO --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "parcelas-que-nao-somam": ProblemKind(
        "As parcelas em aberto não chegam ao saldo do contrato, ou passam muito dele",
        "parcelas em aberto e saldo que combinem (limites em rules/reading/plausibility.yaml)",
        "confira-os na origem; se estão certos: --accept parcelas-que-nao-somam=CONTRATO --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "vencimento-que-mudou": ProblemKind(
        "A parcela mais antiga em aberto no fechamento anterior já não existe",
        "a mesma parcela, paga ou em aberto",
        "se foi renegociada, registre na planilha de renegociações; contam os dias do vencimento anterior",
        blocks=True,
        acceptable=True,
    ),
    "parcelas-que-sumiram": ProblemKind(
        "Contrato que tinha parcelas no fechamento anterior e não tem mais",
        "as parcelas do contrato",
        "exporte de novo as parcelas; se está certo: --accept parcelas-que-sumiram=CONTRATO --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "linha-que-sumiu": ProblemKind(
        "Linha que o fechamento anterior teve e a planilha não tem mais",
        "a linha, ou o fim dela escrito na própria planilha (Até)",
        "ponha a linha de volta; se acabou mesmo: --accept linha-que-sumiu=PLANILHA --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "valor-nao-informado": ProblemKind(
        "Conta sem o valor que deve, numa planilha que o diz das outras",
        "o valor, mesmo que 0,00",
        "preencha a célula; se nada se deve: --accept valor-nao-informado=CONTA --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "saldo-que-salta": ProblemKind(
        "Saldo muito diferente do que era no fechamento anterior",
        "um saldo da ordem do anterior (fator em rules/reading/plausibility.yaml)",
        "confira a vírgula e o saldo na origem; se está certo: --accept saldo-que-salta=CONTRATO --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "codigo-invalido": ProblemKind(
        "Valor fora da lista conhecida",
        "um dos valores do layout",
        "corrija a célula ou acrescente o valor ao layout",
        of_cells="têm valores fora da lista conhecida",
    ),
    "codigo-arredondado": ProblemKind(
        "Código que o Excel arredondou",
        "o código inteiro: o Excel só guarda 15 algarismos de um número",
        "exporte de novo com a coluna como texto",
        of_cells="foram arredondadas pelo Excel",
    ),
    "resposta-desconhecida": ProblemKind(
        "Resposta que o questionário não tem",
        "a proposta e a pergunta que existem, e a opção pelo número ou pelas palavras do questionário",
        "corrija a resposta na planilha de respostas; enquanto isso ela não vale",
    ),
    "formula-sem-valor": ProblemKind(
        "Fórmula que nunca foi calculada",
        "um valor",
        "abra a planilha no Excel, salve de novo e leia outra vez",
        blocks=True,
        acceptable=True,
        of_cells="são fórmulas que nunca foram calculadas",
    ),
    "celula-com-erro": ProblemKind(
        "Célula com erro do Excel",
        "um valor",
        "corrija a fórmula na planilha e salve de novo",
        of_cells="têm erro do Excel",
    ),
    # --- between rows and files ------------------------------------------------------------------------------
    "contrato-repetido": ProblemKind(
        "O mesmo contrato aparece mais de uma vez", "uma linha por contrato", "apague a linha repetida na origem"
    ),
    "parcela-repetida": ProblemKind(
        "A mesma parcela aparece mais de uma vez", "uma linha por parcela", "apague a linha repetida na origem"
    ),
    "associado-repetido": ProblemKind(
        "O mesmo associado aparece mais de uma vez", "uma linha por associado", "apague a linha repetida na origem"
    ),
    "linha-repetida": ProblemKind(
        "A mesma linha aparece mais de uma vez", "uma linha por chave", "apague a linha repetida na origem"
    ),
    "linha-contraditoria": ProblemKind(
        "Duas linhas dizem coisas diferentes da mesma coisa",
        "uma linha só, ou linhas iguais",
        "apague a que está errada; para ficar com a pior: --accept linha-contraditoria=ARQUIVO --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "parcela-sem-contrato": ProblemKind(
        "Parcela de contrato que não está na carteira",
        "um contrato da exportação de contratos",
        "confira se as duas exportações são da mesma data-base",
    ),
    "contrato-desconhecido": ProblemKind(
        "A linha cita contrato que não está na carteira",
        "um contrato da exportação de contratos",
        "confira o número do contrato",
    ),
    "devedor-desconhecido": ProblemKind(
        "A linha não diz contrato nem CPF/CNPJ que exista nas exportações",
        "um contrato da carteira ou o CPF/CNPJ de um associado",
        "preencha o contrato ou confira o CPF/CNPJ; se a dívida acabou, apague a linha",
    ),
    "atraso-desconhecido": ProblemKind(
        "A operação não tem nenhuma informação de atraso",
        "parcelas, dias em atraso ou data de vencimento",
        "exporte as parcelas ou os dias em atraso; para contá-la como em dia: --accept atraso-desconhecido=ARQUIVO "
        "--reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "data-base-divergente": ProblemKind(
        "A exportação é de outra data-base",
        "exportações da data-base do fechamento",
        "exporte de novo na data-base certa",
        blocks=True,
    ),
    "exportacao-de-outra-data": ProblemKind(
        "Consulta a uma data diferente da data da exportação",
        "exportações da data-base pedida",
        "os dias são contados na data pedida, mas os saldos são os da exportação: não feche o mês com eles",
    ),
    "total-nao-confere": ProblemKind(
        "O total do rodapé, ou o informado, não é a soma das linhas",
        "total igual à soma, ao centavo",
        "exporte de novo; se persistir, avise o suporte do sistema",
        blocks=True,
    ),
    "subtotal-nao-confere": ProblemKind(
        "Um subtotal não é a soma das linhas acima dele",
        "subtotal igual à soma, ao centavo",
        "confira se falta ou sobra uma linha do grupo; exporte de novo",
        blocks=True,
    ),
    "perda-esperada-ausente": ProblemKind(
        "Operação sem perda esperada, na metodologia completa",
        "uma linha da planilha de perdas esperadas para cada operação da carteira",
        "acrescente a operação à planilha de perdas esperadas (ADP- e LIM- nas de conta corrente)",
        blocks=True,
    ),
    "soma-grande-demais": ProblemKind(
        "Valor maior do que se pode somar com exatidão",
        "valores abaixo de R$ 90 trilhões",
        "confira a célula: faltou a vírgula?",
        of_cells="passam do que se pode somar com exatidão",
    ),
    "arquivo-do-mes-anterior": ProblemKind(
        "O arquivo é o mesmo de um fechamento anterior",
        "a exportação deste mês",
        "exporte de novo na data-base; se nada mudou mesmo: --accept arquivo-do-mes-anterior=ARQUIVO --reason MOTIVO",
        blocks=True,
        acceptable=True,
    ),
    "correcao-nao-aplicada": ProblemKind(
        "Uma correção não pôde ser aplicada",
        "a célula como estava quando o problema foi listado, e um valor que se leia nela",
        "confira a correção em problemas.xlsx; se a exportação mudou, use a lista de problemas mais nova",
        blocks=True,
    ),
    # --- surveys ---------------------------------------------------------------------------------------------
    "pergunta-desconhecida": ProblemKind(
        "A pergunta não é do questionário",
        "uma pergunta do questionário, pelo código, pelo número ou pelo texto",
        "acrescente a pergunta, ou este nome dela, ao questionário em rules/nps; até lá as suas respostas não contam",
    ),
    "resposta-invalida": ProblemKind(
        "A resposta não é das que a pergunta admite",
        "uma resposta que a pergunta admita",
        "confira o questionário respondido; a resposta fica de fora e não vira outra",
    ),
    "resposta-em-branco": ProblemKind(
        "O respondente não deu a nota de recomendação",
        "a nota de recomendação",
        "confira o questionário respondido; sem a nota ele não entra no índice",
    ),
    "resposta-repetida": ProblemKind(
        "O respondente respondeu duas vezes à mesma pergunta",
        "uma resposta de cada respondente a cada pergunta",
        "confira o número do respondente; vale a primeira resposta",
    ),
    # --- rules -----------------------------------------------------------------------------------------------
    "sem-regra-vigente": ProblemKind(
        "Nenhuma regra vigente na data-base",
        "exatamente uma regra vigente na data-base",
        "confira a data-base ou acrescente a regra em rules/",
        blocks=True,
    ),
    "regras-sobrepostas": ProblemKind(
        "Mais de uma regra vigente na data-base",
        "exatamente uma regra vigente na data-base",
        "encerre o período (effective_to) de uma delas",
        blocks=True,
    ),
    "regra-invalida": ProblemKind(
        "Arquivo de regra com erro", "o formato descrito em rules/README.md", "corrija o arquivo de regra", blocks=True
    ),
    "regra-com-lacuna": ProblemKind(
        "A tabela não cobre todos os casos",
        "uma linha para cada caso",
        "acrescente a linha que falta ou ajuste os limites",
        blocks=True,
    ),
    "regra-com-sobreposicao": ProblemKind(
        "Duas linhas da tabela valem para o mesmo caso",
        "uma só linha para cada caso",
        "ajuste os limites das linhas",
        blocks=True,
    ),
    "taxa-decrescente": ProblemKind(
        "A taxa cai quando o atraso cresce",
        "taxas que nunca caem",
        "confira as taxas; se a norma quer assim, escreva rates_may_fall, com o motivo, na linha em que ela cai",
        blocks=True,
    ),
    "caso-divergente": ProblemKind(
        "Um caso de teste não deu o resultado esperado",
        "o resultado escrito no caso",
        "confira a regra e o caso contra a norma",
        blocks=True,
    ),
    "caso-sem-linha": ProblemKind(
        "Nenhuma linha da tabela vale para a operação",
        "uma linha que valha",
        "acrescente à tabela a linha que falta",
        blocks=True,
    ),
    "carta-desconhecida": ProblemKind(
        "Não há modelo com esse nome", "um dos modelos de templates/letters", "confira o nome da carta", blocks=True
    ),
    "carta-incompleta": ProblemKind(
        "Falta um dado que a carta usa",
        "o dado de cada pessoa que recebe a carta",
        "complete o cadastro, a exportação ou, numa carta avulsa, --value; ou retire o campo do modelo da cooperativa",
        blocks=True,
    ),
    "palavra-proibida": ProblemKind(
        "A carta tem palavra que o Código de Defesa do Consumidor não admite",
        "um texto sem ameaça, constrangimento ou falsidade",
        "corrija o modelo, ou a lista em rules/collection/letter-contents.yaml",
        blocks=True,
    ),
    "modelo-invalido": ProblemKind(
        "O modelo de carta tem erro",
        "um modelo como os publicados em templates/letters",
        "corrija o modelo na pasta templates/letters da cooperativa",
        blocks=True,
    ),
    "contrato-nao-encontrado": ProblemKind(
        "Contrato não encontrado na carteira", "um contrato da carteira", "confira o número do contrato", blocks=True
    ),
}
