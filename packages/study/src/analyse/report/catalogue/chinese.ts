import { simplifiedChineseReport } from '@ikat/culture';
import type { AnalysisCatalogue } from './analysis-catalogue.js';

const { and, comma, estimate, fewerThan, none, rangeTo, share, space } =
  simplifiedChineseReport.texts;

/** The texts of an analysis in simplified Chinese. */
export const simplifiedChineseAnalysis: AnalysisCatalogue = {
  language: 'zh-Hans',
  direction: 'ltr',
  texts: {
    and,
    comma,
    estimate,
    fewerThan,
    none,
    rangeTo,
    share,
    space,
    title: '研究“{study}”的分析报告',
    quote: '“{text}”',
    noAnswer: '无法给出结果。',
    note: '注意',
    noGroup: '未归组',
    interval: '{level} 置信区间',
    p: 'p',

    partSummary: '摘要',
    declared: '收集数据之前声明的假设：{hypotheses}',
    noHypothesis: '收集数据之前没有声明假设。',
    analysed:
      '{sessions} 个场次中分析了 {analysed} 个，共 {comparisons} 次比较；问题：{construct}。',
    ownChosen:
      '在其他方面同样受喜爱的两幅生成图像之间，评分者在 {share} 的比较中选择自身传统的一幅（{level} 置信区间 {range}）。',
    ownNotDetected:
      '未发现对自身传统的偏好：在其他方面同样受喜爱的两幅生成图像之间，评分者在 {share} 的比较中选择自身传统的一幅（{level} 置信区间 {range}）。',
    primaryTest:
      '对自身传统的偏好 θ（对数几率）：{theta}；在评分者之间重新分配组别的置换检验 {p}，显著性水平 α = {alpha}。',
    notNone: '未发现偏好，并不表明没有偏好：区间内的任何取值都与数据相容。',
    testAndInterval: '检验与区间的结论不一致：其中一个不排除 θ = 0。此问题应视为未决。',
    newPictures: 'θ 的区间考虑了换用其他评分者和同类其他图像时的变动。',

    partExclusions: '场次与剔除',
    exclusionsTable: '按研究设计的规则剔除的场次；同一场次可能违反多条规则',
    group: '组别',
    sessions: '场次',
    excluded: '剔除',
    incomplete: '未完成的场次：{count}。',
    repeats: '重复出现的 {repeats} 对图像中，{same} 对前后回答一致。',
    notRead: '未读入的文件或参与者：{count}。',
    notReadFile: '{file}：{reason}。',
    withdrawals: '已退出：{count}。此处不列出名称。',

    partConnectivity: '连通性',
    connected: '{construct}：比较把全部 {count} 个系统连在一起。',

    partPreferences: '全体评分者的偏好与左右位置效应',
    compared: '{raters} 名评分者作了 {comparisons} 次比较；跳过的问题：{skipped}。',
    abilitiesTable: '各系统受偏好的程度：相对于{reference}的对数几率',
    system: '系统',
    drawn: '图示',
    logOdds: '对数几率',
    reference: '0（参照）',
    side: '左侧位置的优势（对数几率）：{side}。',
    errors: '区间考虑了{errors}的变动。估计方法：{method}。',
    designEffect:
      '同一评分者的回答彼此相关：估计的方差是把回答视为独立时的 {effect} 倍（设计效应）。',

    partGroups: '对自身传统的偏好与组间差异',
    own: '对自身传统的偏好 θ（对数几率）：{theta}。',
    ownShare:
      '在其他方面同样受喜爱的生成图像之间，{share} 的比较选择了自身传统的一幅。按评分者聚类的得分检验：{p}；在评分者之间重新分配组别的置换检验：{permutation}。',
    differencesTable: '各组对各系统的偏好与其他组之差（对数几率）',
    difference: '差值',
    benjamini: 'p（Benjamini–Hochberg 校正）',
    mirrored: '只有两个组时仅列出一个组：另一组的差值大小相同、符号相反。',
    omnibus:
      '组间有无任何差异的总体检验：χ² = {statistic}，自由度 {degrees}；在评分者之间重新分配组别的置换检验：{p}。',

    partSensitivity: '敏感性分析：不剔除任何场次',
    nobodyExcluded: '没有剔除任何场次。',
    sensitivityTable: '对自身传统的偏好（对数几率），剔除前后',
    analysis: '分析',
    raters: '评分者',
    afterExclusions: '剔除后',
    withEveryone: '全部场次',
    noEstimate: '无结果',

    partMultiplicity: '多个问题的多重检验',
    multiplicityTable: '对自身传统的偏好的检验，每个问题一次',
    question: '问题',
    role: '性质',
    primary: '主要',
    exploratory: '探索性',
    holm: 'p（Holm 校正）',
    noTest: '未检验',
    multiplicity:
      '各问题之间作 Holm 校正，每张组别与系统的表内作 Benjamini–Hochberg 校正；α = {alpha}。',

    partAgreement: '一致性',
    agreementTable: '评分者的一致性：Krippendorff α 系数',
    allRaters: '全体评分者',
    fewRaters: '评分者少于 {least} 名',
    alpha: '一致性 α',
    gap: '组内 α 减组间 α：{gap}；在评分者之间重新分配组别的置换检验：{p}（单侧，探索性）。',
    alphaExplained:
      '1 为完全一致，0 为随机回答时的水平。这些回答是选择而非量表评分，因此不涉及各组使用量表的方式是否相同。',

    partRecognition: '传统的辨认',
    asked:
      '“这幅图像属于或仿照下列哪一种传统？”回答 {answers} 次，跳过 {skipped} 次。评分者：{raters}。',
    ratersOfGroup: '{group} {count}',
    several: '属于多个组的评分者：{count}。他们既非本组也非他组，此处不计入。',
    ratersOnly: '区间考虑了换用其他评分者时的变动，未考虑换用其他图像时的变动。',
    works: '艺术作品',
    outputs: '生成图像',
    recognisedTable: '正确说出传统的回答',
    pictures: '图像',
    recognised: '辨认率',
    answers: '回答数',
    points: '{value} 个百分点（{level} 置信区间 {low} 至 {high}）',
    ceiling: '生成图像减艺术作品：{points}。',
    ceilingShares:
      '对生成图像的回答有 {generated} 正确说出传统，对艺术作品的回答有 {real}。艺术作品是上限：连作品都辨认不出的，不能指望在生成图像中辨认出来。',
    guessing: '在 {traditions} 种传统中随机猜测，猜中的概率为 {share}。',
    noAdvantage: '对{pictures}，辨认自身传统的优势：',
    advantage: '对{pictures}，辨认自身传统的优势：{points}。',
    advantageShares:
      '各组对自身传统的辨认率为 {own}，其他组对同样传统的辨认率为 {other}；在评分者之间重新分配组别的置换检验：{p}；属探索性分析。传统及其所属组别：{traditions}。',
    owned: '{tradition}（{group}）',
    confusions: '混淆矩阵（回答数）',
    confusionTable: '{pictures}，评分者组别：{group}',
    shown: '所示传统',
    unsure: '都不是或不确定',

    partDefaults: '是否按组别设默认值',
    offerGroups: '可以按组别提供默认值，观看者随时可以更改。',
    offerOne: '应向所有人提供同一默认值。',
    loss: '对未参与拟合的评分者，不用组别与使用组别的对数损失之差：{loss}。大于 0 表示组别有助于预测。',

    partLimits: '局限',

    partProvenance: '分析的由来',
    design: '研究设计（SHA-256）',
    format: '分析文件的格式版本',
    permutations: '置换次数（在同一语言之内）',
    resamples: '重抽样次数',
    seed: '随机种子',
    order: '收集数据之前确定的分析顺序：',
    fewerResamples: '各组的一致性最多使用 {permutations} 次置换和 {resamples} 次重抽样。',
  },
  constructs: {
    liking: '喜爱程度',
    fidelity: '对传统的忠实程度',
    kept: '内容的保留程度',
    acceptable: '可接受程度',
  },
  exclusions: {
    'failed catches': '未通过检测题',
    'one side': '总选同一侧',
    'too fast': '作答过快',
  },
  refusedFiles: {
    encoding: '编码不符',
    'not a session': '不是场次文件',
    'another design': '属于另一设计',
    edited: '已被改动',
    duplicate: '重复',
    withdrawn: '已退出',
  },
  errors: {
    'raters and contents': '换用其他评分者和其他图像时',
    raters: '换用其他评分者（而非其他图像）时',
    'nothing: comparisons taken as independent': '（把各次比较视为独立时）抽样',
  },
  methods: { 'maximum likelihood': '最大似然', 'Firth penalty': 'Firth 惩罚似然' },
  statements: {
    otherBytes: '应为 UTF-8 编码，实为其他编码。请将文件存为 UTF-8。',
    noText: '应为 UTF-8 编码，实为 UTF-16 或非文本文件。请将文件存为 UTF-8。',
    badJson: '应为 JSON，但有错误：{mistake}。',
    otherFile: '应为 ikat 的场次文件，实为其他文件。',
    otherTable: '应有 ratings.csv 的各列，但缺少 {columns}。',
    badRow: '第 {row} 行：{mistake}。',
    withdrawn: '该参与者已退出：请删除此文件。',
    sameAnswers: '该参与者已在 {before} 中，回答相同；以第一份为准。',
    otherAnswers: '该参与者已在 {before} 中，但回答不同；以第一份为准。',
    noRows: '没有任何回答。',
    otherDesign: '应属于设计 {expected}…，实属 {got}…：这些回答来自另一研究或另一版本。',
    otherChecksum: '校验和不符：文件保存之后被改动过。',
    badAnswer: '第 {trial} 题：应为 L、R、N 或空以及用时，实为 {response} 和 {time}。',
    trialTwice: '同一题出现了两次。',
    otherTrials: '题目不属于设计中的任何场次：有行被改动或混入。',
    badRecognition:
      '第 {trial} 幅待辨认的图像：应为该场次的题目及其选项之一，实为“{picture}”和“{answer}”。',
    otherGroup: '组别应为 {groups} 之一，实为“{group}”。',
    groupsChange: '同一场次内的组别前后不一。',
    groupsByNoRule: '按声明的规则，由背景得不出这些组别。',

    nobodyAnswered: '未被剔除的参与者中，无人回答这类问题。',
    allOneSide: '所有回答都选了同一侧：只能说明左右位置如何被选择，无法了解各系统。',
    twoRatersAgree: '计算一致性至少需要两名评分者。',
    oneRaterAgrees: '只有一名评分者，谈不上一致与否。',
    severalGroups: '有些评分者属于多个组：只给出全体的一致性。',
    oneGroup: '说明了组别的评分者都属于同一组。',
    auditsPictures: '审计测量的是图像，而不是回答：见 ikat culture audit。',
    recognitionNotAsked: '本研究没有询问图像属于哪一种传统。',
    nobodyRecognised: '未被剔除的参与者中，无人说出图像属于哪一种传统。',
    languagesApart:
      '每个组都以自己的语言阅读问题，因此组间差异可能只是译文之间的差异；在同一语言之内，置换检验没有可交换的评分者。',

    ownWords:
      '组别出自参与者的自述，并按设计的规则划定；组别不是国族，也没有人因语言、地址或姓名而被归入某组。',
    volunteers: '参与者是自行参加本研究的志愿者，不是任何总体的随机样本。',
    sourcesBeside: '每幅生成图像旁都标明了风格来源：回答针对的是带有名称的图像，而不只是图像本身。',
    sourcesAfterwards: '最后一题之后才说明风格来源。',
    fewerSessions: '计划 {planned} 个场次，实有 {sessions} 个：提前或推迟停止会使 p 值失真。',
    moreSessions: '计划 {planned} 个场次，实有 {sessions} 个。',
    severalLanguages:
      '问题以多种语言阅读（{languages}）；译文可能有差异，因此只在同一语言之内置换。',
    averages:
      '偏好是全体评分者的平均；各人的喜好围绕平均值分散，因此单个评分者的对数几率的绝对值更大。',
    exploratory: '除主要检验外，其余均为探索性分析。',

    orderExclusions: '剔除',
    orderConnectivity: '连通性',
    orderPooled: '全体偏好与左右位置效应',
    orderPrimary: '主要分析：对自身传统的偏好，按评分者聚类的得分检验与置换检验',
    orderOmnibus: '总体检验：组别与系统',
    orderConstructs: '各问题，Holm 校正',
    orderAgreement: '一致性',
    orderRecognition: '传统的辨认',
    orderAudit: '审计',
    orderPersonalisation: '按组别设默认值',

    allTies: '全部 {count} 次比较都没有偏好，因此无法排出次序。',
    oneRater: '所有比较都出自一名评分者：它们只说明此人的偏好，不说明人们的偏好。请增加评分者。',
    disconnected: '{sets}之间没有任何比较链相连，因此它们没有共同的尺度。请跨集合比较。',
    disconnectedWithin:
      '在“{group}”组评分者的回答中，{sets}之间没有任何比较链相连，因此它们没有共同的尺度。请跨集合比较。',
    sideUnknown: '图像对没有左右互换着出现，位置效应与系统无法分开：模型中不含位置效应。',
    penalised:
      '有些系统总是胜出或总是落败：最大似然没有有限解，故用惩罚项（Firth 1993）使估计保持有限。请只看次序，不看距离。',
    fewRaters: '只有 {raters} 名评分者：标准误本身也不可靠。',
    fewContents: '只有 {contents} 幅内容图像，不足以推及新图像；请展示 {enough} 幅或更多。',
    thesePictures:
      '仅就这些图像而言：展示了 {contents} 幅内容图像，推及新图像的标准误需要 {least} 幅以上，最好 {enough} 幅。',
    thisPicture:
      '仅就这一图像而言：只展示了一幅内容图像，推及新图像的标准误需要 {least} 幅以上，最好 {enough} 幅。',
    noPictures:
      '仅就这些图像而言：没有记录内容图像，推及新图像的标准误需要 {least} 幅以上，最好 {enough} 幅。',

    emptyGroup: '没有评分者属于 {groups}。',
    noGroup: '组与组之间才能比较，但没有人说明组别。',
    allInOneGroup: '组与组之间才能比较，但所有评分者都属于“{group}”。',
    smallGroup:
      '“{group}”组太小，或者人人都属于该组：出于隐私和统计两方面的考虑，一个组需要 {least} 名评分者，并且要有组外的评分者。',
    noOwners: '没有说明哪些系统属于哪个组，因此谈不上自身传统。',
    ownNeverBeside: '没有哪个组以有别于其他组的方式，看到自身传统与非自身传统的系统并列。',
    ungrouped: '{raters} 名评分者没有说明组别，未计入。',
    overlapping: '有些评分者属于多个组，因此各组不是独立样本。',
    groupsPredictNothing: '对未参与拟合的评分者，按组别预测并不比对所有人用同一预测更好。',
    groupsPredict: '对未参与拟合的评分者，按组别预测更好，且对自身传统的偏好的区间不含 0。',
    gainMayBeNothing: '对未参与拟合的评分者，按组别预测平均而言更好，但所得改进的区间含有 0。',
    ownMayBeNothing: '对自身传统的偏好的区间含有 0。',

    nothingTwice: '没有任何题目由两名评分者共同回答，因此谈不上一致。',
    oneValue: '所有回答都是同一个值：随机回答也会完全一致，因此 α 没有定义。',
    allOneValue: '所有回答都是同一个值。',
    aloneInGroup: '“{group}”组太小：组内谈不上一致。',
    noCommonUnits: '有些组没有共同的题目：请让各组回答同样的题目。',

    noRealWorks: '没有对各传统真实作品的回答，就无从知道这些传统究竟能否辨认出来。',
    onlyRealWorks: '所有回答都针对真实作品。',
    ownNeverJudged: '没有哪一种传统既由所属组的评分者、又由其他评分者辨认过。',
    fewAnswered: '回答的评分者少于十名。',
    notRepresentative:
      '认得出不等于有代表性：传统内外的人认出的，可能是双方都不认同的刻板印象。应向双方询问，并说明刻板印象是否算数。',
  },
};
