import { englishReport } from '@ikat/culture';
import { statements } from '../../statements/statement.js';

const { and, comma, estimate, fewerThan, none, rangeTo, share, space } = englishReport.texts;

/** The texts of an analysis in English. */
export const englishAnalysis = {
  language: 'en',
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
    title: 'Analysis of the study “{study}”',
    quote: '“{text}”',
    noAnswer: 'No answer.',
    note: 'Note',
    noGroup: 'no group',
    interval: '{level} interval',
    p: 'p',

    partSummary: 'In short',
    declared: 'Declared before the data: {hypotheses}',
    noHypothesis: 'No hypothesis was declared before the data.',
    analysed:
      '{analysed} of {sessions} sessions were analysed, with {comparisons} comparisons; question: {construct}.',
    ownChosen:
      'Of two outputs that they like alike otherwise, raters choose the one of their own tradition in {share} of comparisons ({level} interval {range}).',
    ownNotDetected:
      'No preference for one’s own was detected: of two outputs that they like alike otherwise, raters choose the one of their own tradition in {share} of comparisons ({level} interval {range}).',
    primaryTest:
      'Preference for one’s own θ, in log-odds: {theta}; permutation of groups over raters {p}, judged at α = {alpha}.',
    notNone:
      'Not detecting a preference does not show that there is none: the answers allow any value in the interval.',
    testAndInterval:
      'The test and the interval do not say the same: one of them allows θ = 0. Take the question as open.',
    newPictures: 'Intervals of θ allow for other raters and for other pictures of the same kind.',

    partExclusions: 'Sessions and exclusions',
    exclusionsTable: 'Sessions left out by the rules of the design; one may break several rules',
    group: 'group',
    sessions: 'sessions',
    excluded: 'excluded',
    incomplete: 'Incomplete sessions: {count}.',
    repeats: 'Repeated pairs answered as before: {same} of {repeats}.',
    notRead: 'Files or participants that were not read: {count}.',
    notReadFile: '{file}: {reason}.',
    withdrawals: 'Withdrawn: {count}. They are not named here.',

    partConnectivity: 'Connectivity',
    connected: '{construct}: comparisons connect all {count} systems.',

    partPreferences: 'Preferences of all raters, and the side',
    compared: 'Comparisons: {comparisons}, by {raters} raters; questions skipped: {skipped}.',
    abilitiesTable: 'How systems fare, in log-odds against {reference}',
    system: 'system',
    drawn: 'drawn',
    logOdds: 'log-odds',
    reference: '0 (reference)',
    side: 'Advantage of the left side, in log-odds: {side}.',
    errors: 'Intervals allow for {errors}. Method: {method}.',
    designEffect:
      'Answers of one rater hang together: the variances are {effect} times those of independent answers.',

    partGroups: 'Preference for one’s own, and groups',
    own: 'Preference for one’s own θ, in log-odds: {theta}.',
    ownShare:
      'Between outputs liked alike otherwise, one’s own is chosen in {share} of comparisons. Score test clustered by raters: {p}; permutation of groups over raters: {permutation}.',
    differencesTable:
      'How each group differs from the others in its liking of systems, in log-odds',
    difference: 'difference',
    benjamini: 'p (Benjamini–Hochberg)',
    mirrored:
      'With two groups, one is shown: the other differs by the same with the sign reversed.',
    omnibus:
      'Any difference between groups: χ² = {statistic} with {degrees} degrees of freedom; permutation of groups over raters: {p}.',

    partSensitivity: 'With those who were excluded',
    nobodyExcluded: 'Nobody was excluded.',
    sensitivityTable: 'Preference for one’s own in log-odds, without and with excluded sessions',
    analysis: 'analysis',
    raters: 'raters',
    afterExclusions: 'after exclusions',
    withEveryone: 'with everyone',
    noEstimate: 'no answer',

    partMultiplicity: 'Several questions',
    multiplicityTable: 'Tests of the preference for one’s own, one for each question',
    question: 'question',
    role: 'role',
    primary: 'primary',
    exploratory: 'exploratory',
    holm: 'p (Holm)',
    noTest: 'no test',
    multiplicity:
      'Adjusted by Holm over questions, and by Benjamini and Hochberg within each table of groups and systems; α = {alpha}.',

    partAgreement: 'Agreement',
    agreementTable: 'Agreement of raters: Krippendorff’s α',
    allRaters: 'all raters',
    fewRaters: 'fewer than {least} raters',
    alpha: 'α',
    gap: 'α within groups less α between groups: {gap}; permutation of groups over raters: {p} (one-sided, exploratory).',
    alphaExplained:
      '1 is perfect agreement, 0 what chance would give. Whether groups use a scale alike is not asked: these are choices, not scales.',

    partRecognition: 'Recognition',
    asked:
      '“Which of these traditions is this picture after?” Answers: {answers}; skipped: {skipped}. Raters: {raters}.',
    ratersOfGroup: '{group} {count}',
    several:
      'Raters of several groups: {count}. They are left out here, since they are neither inside nor outside.',
    ratersOnly: 'Intervals allow for other raters, not for other pictures.',
    works: 'works of art',
    outputs: 'outputs',
    recognisedTable: 'Answers that name the tradition',
    pictures: 'pictures',
    recognised: 'recognised',
    answers: 'answers',
    points: '{value} percentage points ({level} interval {low} to {high})',
    ceiling: 'Outputs less works: {points}.',
    ceilingShares:
      '{generated} of answers to outputs and {real} of those to works name the tradition. Works are the ceiling: what is not recognised in them cannot be expected of outputs.',
    guessing: 'Guessing among {traditions} traditions would name it in {share}.',
    noAdvantage: 'Advantage of one’s own among {pictures}:',
    advantage: 'Advantage of one’s own among {pictures}: {points}.',
    advantageShares:
      'Groups recognise traditions of their own in {own}, others recognise the same traditions in {other}; permutation of groups over raters: {p}; exploratory. Traditions and whose they are: {traditions}.',
    owned: '{tradition} ({group})',
    confusions: 'What was taken for what (answers)',
    confusionTable: '{pictures}, raters of {group}',
    shown: 'shown',
    unsure: 'none, unsure',

    partDefaults: 'Defaults for groups',
    offerGroups: 'Groups may be offered a default of their own, which a viewer can always change.',
    offerOne: 'Offer one default to all.',
    loss: 'Log-loss on raters left out of the fit, without less with their group: {loss}. Above 0, the group helps to predict.',

    partLimits: 'Limits',

    partProvenance: 'How this was made',
    design: 'design (SHA-256)',
    format: 'format of the analysis',
    permutations: 'permutations, within languages',
    resamples: 'resamples',
    seed: 'seed',
    order: 'Order of the analysis, fixed before the data:',
    fewerResamples:
      'The agreement of groups uses {permutations} permutations and {resamples} resamples at most.',
  },
  constructs: {
    liking: 'liking',
    fidelity: 'fidelity to the tradition',
    kept: 'content kept',
    acceptable: 'acceptability',
  },
  exclusions: {
    'failed catches': 'failed catch trials',
    'one side': 'one side only',
    'too fast': 'too fast',
  },
  refusedFiles: {
    encoding: 'encoding',
    'not a session': 'not a session',
    'another design': 'another design',
    edited: 'edited',
    duplicate: 'duplicate',
    withdrawn: 'withdrawn',
  },
  errors: {
    'raters and contents': 'other raters and other pictures',
    raters: 'other raters, not for other pictures',
    'nothing: comparisons taken as independent': 'nothing: comparisons count as independent',
  },
  methods: { 'maximum likelihood': 'maximum likelihood', 'Firth penalty': 'Firth’s penalty' },
  statements: {
    ...statements,
    // A page tells nothing of single people.
    oneRater:
      'All comparisons are of one rater: they say what this person prefers, not what people do. Ask more raters.',
    smallGroup:
      "'{group}' is too small, or everybody is in it: a group needs {least} raters, for privacy as for statistics, and raters outside of it.",
    aloneInGroup: "'{group}' is too small: nobody can agree within the group.",
    fewAnswered: 'Fewer than ten raters answered.',
  },
} as const;
