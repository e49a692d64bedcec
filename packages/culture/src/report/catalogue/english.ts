import { ethicsNotes } from '../../manifest/ethics-notes.js';
import type { ReportCatalogue } from './catalogue.js';

/** The texts of reports in English. */
export const englishReport: ReportCatalogue = {
  language: 'en',
  direction: 'ltr',
  texts: {
    compareTitle: 'How styles differ: {name}',
    unnamed: 'pictures without a manifest',
    compareLead:
      '{works} works of {cultures} labelled traditions were measured by {descriptors} descriptors of colour, order, strokes, scale and layout.',
    labelsExplain:
      'Of the variation of style, {omega} goes with the labels and with all that goes with them; the rest lies between works of one label.',
    labelsExplainWithin:
      'Among works of one {factors}, {omega} of the variation of style goes with the labels ({cultures}); the rest lies between works of one label.',
    notCompared: 'The labels could not be compared.',
    estimate: '{value} ({level} interval {low} to {high})',
    rangeTo: '{low} to {high}',
    share: '{value}\u00a0%',
    and: ' and ',
    comma: ', ',
    stop: '.',
    space: ' ',
    yes: 'yes',
    no: 'no',
    none: '–',
    unknown: 'not recorded',
    fewerThan: 'under {count}',
    works: 'works',
    independent: 'independent works',
    date: 'labels published',
    pipeline: 'measured by',
    seed: 'seed',
    resamples: 'resamples an interval',
    permutations: 'permutations a test',

    partVerdict: 'Is it culture?',
    verdictSupported: 'A difference that what was recorded does not explain',
    verdictSupportedText:
      'The difference remains among works that share their {factors}. Where it can be told it was tested among works of one {within}. What is not recorded can still explain it.',
    intervalHoldsZero:
      'Among works of one {factors} the interval of the difference holds 0: the test detects a difference, how large it is is not known.',
    verdictPartly:
      'Partly confounded: for some traditions it cannot be told whether this is culture',
    verdictPartlyText:
      'With the label goes: {factors}. For {count} of {all} pairs of traditions ({pairs}) no works share them, so a difference may as well be one of {factors}: for these pairs no p-value is given. Only {others} could be compared among works of one {within}; there a difference remains. What is not recorded can still explain it.',
    verdictPartlyNoneText:
      'With the label goes: {factors}. For {count} of {all} pairs of traditions ({pairs}) no works share them, so a difference may as well be one of {factors}: for these pairs no p-value is given. Only {others} could be compared among works of one {within}; there no difference was detected.',
    overlapTable: 'Works of kinds that both traditions have: without any, the two are confounded',
    pairConfounded: 'confounded',
    pairSeparable: 'can be compared',
    ofCultures: '{value}; {cultures}',
    titleWithin: '{title}: works of one {factors}',
    titleAll: '{title}: all works, whatever else differs',
    noteWithin:
      'Here works are compared only with works of the same {factors}. Pairs of traditions that share none are absent.',
    noteAll:
      'A description of these pictures. Source, medium and all else that goes with a label is in these numbers, so there are no p-values.',
    verdictNone: 'No difference was detected',
    verdictNoneText:
      'The intervals say how large a difference could still be. Not detecting a difference does not show that there is none.',
    verdictOneLabel: 'Nothing tells the traditions apart',
    verdictOneLabelText:
      'No two independent works carry different labels: all carry the same ones, or the works of a tradition all hang together. Effects are shown as descriptions of these pictures only, and p-values are left out.',
    verdictSame: 'The works do not differ at all',
    verdictSameText:
      'In these descriptors all works are alike, so there is no variation to explain and nothing was tested. Check that the files are not copies of one picture.',
    verdictExplained: 'Not supported: another explanation does as well',
    verdictExplainedText:
      'Labels differ, but no difference is detected among works of one {factors}. What was measured may be the {factors}. Effects are shown below as descriptions of these pictures only; p-values are left out, since they would be read as tests of culture.',
    verdictConfounded: 'Confounded: it cannot be told whether this is culture',
    verdictConfoundedText:
      'With the label goes: {factors}. Works of different traditions have none, or too little, of it in common. Nothing below may be read as an effect of culture. Effects are shown as descriptions of these pictures only, and p-values are left out.',
    verdictTooFew: 'Too few works to separate culture from other explanations',
    verdictTooFewText:
      'There are not enough works that share their {factors} with works of another tradition. Effects are shown as descriptions of these pictures only, and p-values are left out.',
    verdictNotRecorded: 'It cannot be checked whether this is culture',
    verdictNotRecordedText:
      'Of too many works it is not recorded where they are kept, how they were photographed, of what medium or century they are; or too few cultures have works enough. Effects are shown as descriptions of these pictures only, and p-values are left out.',
    factorTable: 'What else goes with the labels',
    factor: 'other explanation',
    levels: 'kinds',
    association: 'goes with the label (Cramér’s V, 0 to 1)',
    overlap: 'works whose kind holds two traditions',
    withinOmega: 'variation that goes with labels among works of one kind',
    pValue: 'p',
    verdict: 'verdict',
    jointly: 'all of them at once',
    goTogether: '{factors}, which go together',
    recordedOf: '{factor}: recorded of {known} of the works; not looked at.',
    sameForAll: '{factor}: the same for all works of which it is recorded; not looked at.',
    notLookedAt: 'What could not be looked at is no less likely to explain the differences:',
    cramersNote:
      'Cramér’s V near 1 says that knowing the one nearly tells the other. With many kinds it is large by chance too.',

    fewMakers: 'Works of few makers',
    fewMakersText:
      'Named makers or workshops: {names}. With so few a difference may be the hand of a maker, or of one design team, and not of a tradition; intervals that treat works as independent are too narrow.',
    makersOf: '{culture} {count}',
    partVariation: 'How much of the variation goes with labels',
    variationCaption: 'Share of the variation of style that goes with labels, with intervals',
    variationAxis: 'share of variation (omega squared)',
    allWorks: 'all works',
    amongOne: 'among works of one {factor}',
    variationText:
      'Omega squared is the share without what chance alone explains; it can fall below 0. R squared, which includes that part, is {r2}. Pseudo-F is {f} on {between} and {within} degrees of freedom.',
    variationTextNone:
      'Omega squared is the share without what chance alone explains; it can fall below 0. R squared, which includes that part, is {r2}. There is no variation within traditions, so there is no pseudo-F: check that the works of a tradition are not copies of one picture.',
    permutationText:
      'Permutation test among works of one {factors} ({cultures}), whole clusters moved: {p} ({permutations} labellings{exact}).',
    exact: ', all there are',
    whyWithheld:
      'What goes with the labels cannot be kept apart from them, or could not be checked.',
    steadyAll:
      'Over all works, without the descriptors that compression and resizing move most ({names}), it is {omega}.',
    steadyWithin:
      'Among works of one {factors}, without the descriptors that compression and resizing move most ({names}), it is {omega}.',
    noPValue: 'No p-value is given. {why}',

    partCultures: 'What was compared',
    culturesTable: 'Traditions, as labelled',
    tradition: 'tradition',
    weight: 'weight',
    compared: 'compared',
    shownOnly: 'no, too few',
    smallText: '{cultures} further labels with fewer than {count} works each were left out.',
    hybridText: '{hybrid} works carry more than one label and count in part for each.',
    unlabelledText: '{count} pictures have no label that counts; they are not compared.',
    proxyText: '{share} of the labels rest on the nationality of a maker alone.',
    leftOutText: 'Pictures that could not be described: {count} ({names}).',
    andMore: '{names} and {count} more',
    enlargedText:
      '{count} pictures are smaller than what descriptors are measured at and were enlarged; their fine detail is not their own.',
    tiedText:
      '{count} pictures have large flat places, as drawings in black and white have: entropy and complexity say little of them.',
    basesTable: 'What the labels rest on, and who gave them',
    basis: 'basis',
    certainty: 'certainty',
    by: 'given by',
    labels: 'labels',
    cellsTable: 'Works by {factor} and label',
    cellsNote: 'A work with two labels counts in both columns.',

    partDistances: 'How far apart',
    distancesCaption: 'Distance between traditions, with intervals',
    distancesAxis: 'energy distance (share of mean distance)',
    distancesText:
      'The energy distance is 0 where two sets of works have one law of style, and has no fixed upper end; as a share of the mean distance between works it is 1 at most. Intervals hold for each pair by itself. One that reaches 0 does not by itself tell two traditions apart in these descriptors.',
    testAndInterval:
      'Where p is small and the interval holds 0, there is a difference, but how large it is is not known: p says how rarely labels dealt anew give so large a share, the interval how large the share is when works are drawn anew.',
    pairsTable: 'Pairs of traditions, farthest first',
    pair: 'pair',
    distanceShare: 'distance (share)',
    interval: '{level} interval',
    adjustedP: 'p (Holm over pairs)',
    pairsText:
      '{count} more pairs have a tradition of fewer than {minimum} independent works: their intervals would promise too much. They are in the file of numbers.',
    withoutText:
      'Leaving out any one {factor}, the distance between {a} and {b} lies between {low} and {high} (all works: {all}).',
    withoutOne:
      'Leaving out a {factor} where both are left, the distance between {a} and {b} is {low} (all works: {all}).',
    withoutRefused:
      'Leaving out any one {factor}, the distance between {a} and {b} can no longer be measured in {count} of {all} cases.',

    partDescriptors: 'In what',
    descriptorsCaption: 'Descriptors by how much of their variation goes with labels',
    descriptorsAxis: 'share of variation (omega squared)',
    descriptorsText:
      'Shifts are median differences of a tradition to all others, in the unit of the descriptor. Of {count} descriptors the first {shown} are drawn; choosing the largest of many makes them look larger than they are. A dagger (†) marks what saving as JPEG or resizing moves by about half of its spread between pictures or more: where traditions came as different kinds of files, that alone can make the difference.',
    hardlyVaryText:
      'Hardly varies, and so neither ranked nor tested: {names}. Most works of every tradition have nearly one value there; what differs is a few strange works.',
    descriptorsTable: 'The largest differences',
    descriptor: 'descriptor',
    largestShift: 'largest shift',
    bhP: 'p (Benjamini–Hochberg)',
    shiftOf: '{culture}: {shift}',
    shiftSize: '{value} ({range}) {unit}',

    partMap: 'Map',
    mapCaption:
      'Traditions on a plane: squared distances are energy distances; {shown} of them are shown. Directions mean nothing.',
    mapNote:
      'A map has no intervals: traditions whose intervals of distance reach 0 have no certain places.',

    mapLeftOut: 'Not on the map, for distances need {least} independent works of each: {names}.',
    mapHollow:
      'Hollow: traditions of fewer than {minimum} independent works, whose places are the least certain.',

    partLimits: 'Limits',
    limitAssociation:
      'All this is association in these pictures, not cause. Labels were not assigned at random.',
    limitSample:
      'The works are no random sample of a tradition: they are what was collected, photographed and chosen.',
    limitDescriptors:
      'Descriptors see colour, order, strokes, scale and layout of a picture at 256 x 256 pixels. They see no subject, meaning, material or use.',
    limitReencoding:
      'Entropy, complexity, smooth slopes, curved windows and the slope of the spectrum move with compression and resizing; compare only files of one kind.',
    limitLevels:
      'Kinds of medium are compared in the words of the source: two words for one medium count as two.',
    limitOwn:
      'Void share, local contrast and their thresholds are definitions of this package, not published standards.',
    methods:
      'Descriptors scaled by median and deviation; unbiased energy distance (Székely and Rizzo); variation by permutational analysis of variance (Anderson 2001); intervals by resampling whole clusters; p-values adjusted by Holm over pairs and by Benjamini and Hochberg over descriptors. A level of 0.05 was used for verdicts.',

    partNotes: 'What labels do not mean',
    partSources: 'Sources',
    sourceText: '{name}. Made by {creator}, {date}. Licence of the labels: {license}.',
    policy: 'Who labels, by which rule: {policy}',
    cite: 'Cite as: {cite}',
    noManifest:
      'The pictures came without a manifest: labels are names of folders, and nothing is recorded of who gave them, on what they rest, or what rights the pictures have.',
    institutionsTable: 'Where the works come from',
    institution: 'source',
    rightsTable: 'Rights in the pictures',
    rights: 'rights',
    rightsInWords:
      'in-copyright is also the value of every licence that this field has no word for, such as those of free fonts: it does not say that a picture may not be used. What it may be used for stands in the manifest, in rights.statement.',
    cultureDefinitions: 'What the labels mean, in the words of the source',

    auditTitle: 'Whom a model serves worst: {name}',
    auditTitleUnnamed: 'Whom the model serves worst',
    theModel: 'the model',
    auditLead:
      '{generated} generated pictures were compared with {real} real works of {cultures} labelled traditions.',
    auditWorst:
      'The worst served is {culture}: {measure} {value}. In {certainty} of the resamples it is the worst.',
    auditGap:
      'From {best}, the best served, to {worst} it is {gap}; the interval is of the difference of these two, and wide enough for whichever two had been the best and the worst.',
    auditUncertain:
      'Which tradition is served worst is not certain: resamples disagree, or the interval of the difference holds 0.',
    auditNoSummary:
      'To call a tradition the worst served, two or more must have {least} real works and {least} generated pictures each. There are: {counts}.',
    auditCounts: '{culture} ({real} real, {generated} generated)',
    measureExcess: 'share of the distance that is left',
    measureDistance: 'distance to real works',
    partQuality: 'How near to real works',
    excessCaption:
      'Share of the distance from content to real works that is left after the transfer',
    excessAxis: 'left over (0 as real works, 1 as untouched)',
    excessText:
      '0: as near as real works are to each other. 1: as far as the content was before. Above 1: farther than the content was. Proposal of this package, not a published standard.',
    distanceCaption:
      'Distance of generated to real works; the bar is what chance gives between halves of the real works',
    distanceAxis: 'energy distance',
    distanceText:
      'Intervals hold for all traditions at once. A distance within the bar cannot be told from that of real works. The estimate is unbiased: where there is no distance it averages 0, and so often falls below.',
    notMeasured: '{what}: {why}.',
    hollowText: 'A hollow point has no interval: there are too few works or pictures for one.',
    qualityTable: 'Pictures and distances',
    realWorks: 'real works',
    generatedPictures: 'generated',
    floor: 'chance, up to',
    base: 'distance of the content',
    noContent: 'no content given',
    partSeparation: 'Are traditions kept apart',
    separationCaption:
      'Distance between two traditions in generated pictures over that in real works',
    separationAxis: 'ratio (1: as in real works)',
    separationText:
      'Below 1 traditions are made more alike than they are; above 1 less. Proposal of this package, not a published standard.',
    partCaricature: 'Exaggerated or assimilated',
    caricatureCaption:
      'How far generated pictures go along what sets a tradition apart from the others',
    caricatureAxis: 'index (0: as real works)',
    caricatureText:
      'Above 0: what sets the tradition apart is exaggerated. Below 0: it is weakened towards the others; −1 is their mean. Proposal of this package, not a published standard.',
    partVariety: 'Variety',
    varietyTable: 'At {pictures} pictures each, beside what other real works reach',
    precision: 'precision',
    coverage: 'coverage',
    variety: 'different pictures in effect',
    besideReal: '{value}; real {real}',
    partAggregate: 'All traditions together',
    aggregateTable: 'Summaries of the {measure}',
    macro: 'mean, each tradition the same',
    weighted: 'mean, each picture the same',
    gap: 'worst less best',
    ratio: 'worst over best',
    summary: 'summary',
    value: 'value',
    notIdentifiable: 'cannot be told',
    notTested: 'shown only, too few',
    worstKnown: 'Served worst: {culture}',
    worstUnknown: 'It cannot be told who is served worst',
    worstNone: 'No tradition is served worse than another',
    worstNoneText:
      'All have the same number ({measure} {value}), or most resamples have several that are worst at once.',
    worstOne: 'worst: {culture}',
    varietyText:
      'Precision is the share of generated pictures that lie among real works, coverage that of real works with a generated one near, and different pictures in effect is the Vendi score. All depend on the number of pictures, so the same number is drawn for each tradition; read them beside what other real works reach.',
    varietyLeftOut:
      'Left out for having fewer than {least} real works or {least} generated pictures: {names}. All traditions are measured at one number of pictures, half of the smallest set: with a smaller set, so few would be drawn that the neighbours of a picture are most of the others, and precision and coverage say nothing.',
    varietyRefused:
      'Variety is not measured: it takes two traditions or more with {least} real works and {least} generated pictures each. There are: {counts}. With fewer, the neighbours of a picture are most of the others, and precision and coverage say nothing.',
    auditEnlarged:
      '{generated} generated and {real} real pictures are smaller than what descriptors are measured at and were enlarged. Where the two differ in size, some of the distance is size.',
    setAsideText:
      'Works of the manifest that were set aside: {count}. They have no label that counts, are of several traditions, or are of the training split; the file of numbers names them.',
    auditSource:
      'Generated pictures were made by {name}. They are not works of a tradition: name the source of the style beside each.',
    auditLimitConfound:
      'Real and generated pictures also differ in how they were made and encoded. A distance may be one of resolution, compression or subject, not of tradition.',
    auditLimitContent:
      'The subjects of the content are not those of the real works: some of the distance is subject.',
    auditLimitSeen: 'The real works must be works that the model has not seen.',
    auditLimitClusters:
      'Real works count as independent here: works of one maker or album make intervals too narrow.',
    auditMethods:
      'Descriptors scaled by median and deviation of the real works; unbiased energy distance; intervals by resampling works and contents ({resamples} times; those of distances hold for all traditions at once, the others for each by itself); precision and coverage with {neighbours} neighbours; no tests and no p-values are made.',
  },
  factors: { institution: 'source', capture: 'capture', medium: 'medium', century: 'century' },
  verdicts: {
    supported: 'remains',
    'not supported after stratification': 'not supported',
    'not identifiable': 'cannot be told',
    'no difference detected': 'none detected',
    'too few': 'too few works',
  },
  bases: {
    'culture-field': 'the source’s own field',
    'period-dynasty': 'period or dynasty',
    'made-in': 'place of making',
    'style-tradition': 'style or script',
    'maker-self-description': 'the maker’s own words',
    'maker-affiliation': 'the maker’s school or group',
    'nationality-proxy': 'nationality of the maker (a proxy)',
    'community-asserted': 'a community’s word',
    'curator-inferred': 'inferred by a curator',
    'model-predicted': 'predicted by a model',
  },
  certainties: {
    asserted: 'asserted',
    probable: 'probable',
    possible: 'possible',
    disputed: 'disputed',
  },
  authors: {
    institution: 'institution',
    community: 'community',
    maker: 'maker',
    'dataset-author': 'author of the data set',
    annotator: 'annotator',
    model: 'model',
  },
  descriptors: {
    lightness: 'lightness',
    redness: 'red against green',
    yellowness: 'yellow against blue',
    lightnessVariance: 'variance of lightness',
    rednessVariance: 'variance red–green',
    yellownessVariance: 'variance yellow–blue',
    lightnessWithRedness: 'light places red',
    lightnessWithYellowness: 'light places yellow',
    rednessWithYellowness: 'red places yellow',
    chroma: 'chroma',
    hueCosine: 'hue towards red',
    hueSine: 'hue towards yellow',
    hueConcentration: 'agreement of hues',
    colourfulness: 'colourfulness',
    entropy: 'entropy of order',
    complexity: 'complexity of order',
    smoothness: 'smooth slopes',
    curvature: 'curved windows',
    strokeEntropy: 'entropy of strokes',
    strokeCoherence: 'clear strokes',
    strokeHorizontal: 'horizontal strokes',
    strokeRising: 'rising strokes',
    spectralSlope: 'slope of spectrum',
    edgeDimension: 'dimension of edges',
    mirrorLeftRight: 'symmetry left–right',
    mirrorTopBottom: 'symmetry top–bottom',
    halfTurn: 'symmetry of half turn',
    voidShare: 'void share',
    localContrast: 'local contrast',
  },
  notes: ethicsNotes,
};
