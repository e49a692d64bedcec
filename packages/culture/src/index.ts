// statistics: intervals, permutations, distributions (what other rooms share)

export type { Estimate, Interval, Refusal } from './statistics/interval.js';
export { benjaminiHochberg, holm } from './statistics/multiplicity.js';
export { fitRobustScale, type RobustScale, robustScores } from './statistics/robust-scale.js';

// describe: what can be measured in one picture (F1)

export { boxCounts, boxDimension, type Mask } from './describe/box-count.js';
export {
  type DescribeOptions,
  describeStyle,
  descriptorValues,
  type StyleDescription,
} from './describe/describe-style.js';
export { type OrdinalPatterns, ordinalPatterns } from './describe/ordinal.js';
export type { PaletteColour } from './describe/palette.js';
export { colourDifference, paletteDistance } from './describe/palette-distance.js';
export type { Picture, Plane } from './describe/picture.js';
export {
  type DescriptorName,
  type StyleDescriptor,
  styleDescriptors,
} from './describe/style-descriptors.js';
export { textureGram, textureMoments } from './describe/texture.js';

// compare: how far apart styles are, and in what (F2)

export { compareCultures } from './compare/compare-cultures.js';
export type {
  ComparedCulture,
  CompareOptions,
  Comparison,
  CulturePair,
  DescriptorDifference,
  LabelledVariation,
  LabelTest,
  NoTest,
} from './compare/comparison.js';
export { energyDistance } from './compare/energy-distance.js';
export {
  type FrechetResult,
  frechetDistance,
  frechetOfMoments,
} from './compare/frechet-distance.js';
export { hodgesLehmann } from './compare/hodges-lehmann.js';
export {
  cubicKernel,
  gaussianKernel,
  type Kernel,
  kernelDistance,
  medianBandwidth,
} from './compare/kernel-distance.js';
export type { CultureLabel, StyleItem, StyleTable } from './compare/style-table.js';
export type { Rows } from './compare/two-samples.js';

// confound: is it culture, or the museum? (F3)
export { type ConfoundOptions, confoundAudit } from './confound/confound-audit.js';
export type {
  ConfoundAudit,
  ConfoundItem,
  ConfoundTable,
  ConfoundVerdict,
  DistanceWithout,
  FactorAudit,
} from './confound/confound-result.js';
export { cramersV } from './confound/cramers-v.js';

// manifest: what is in a data set, who says so, may it be used (F4)
export { assignSplits, type SplitOptions } from './manifest/assign-splits.js';
export {
  type AuditGroup,
  type AuditItem,
  type AuditItems,
  type AuditOptions,
  auditItems,
} from './manifest/audit-items.js';
export type { Chunks } from './manifest/chunks.js';
export {
  type CollectedManifest,
  collectManifest,
  type ManifestAbout,
  manifestHead,
} from './manifest/collect-manifest.js';
export { type CroissantOptions, croissant, type JsonLd } from './manifest/croissant.js';
export {
  type CultureBook,
  type CultureMapping,
  cultureBook,
  type FoundLabel,
  type MappingRule,
} from './manifest/culture-book.js';
export { datasheet } from './manifest/datasheet.js';
export { ethicsNotes } from './manifest/ethics-notes.js';
export { faultText, type ManifestFault } from './manifest/fault.js';
export { importArtInstitute } from './manifest/import-art-institute.js';
export { importCleveland } from './manifest/import-cleveland.js';
export { importImageSet } from './manifest/import-image-set.js';
export { importMet } from './manifest/import-met.js';
export type { ImportedRecord, ImportOptions } from './manifest/import-record.js';
export { importWikidata } from './manifest/import-wikidata.js';
export {
  broaderCultures,
  type LabelOptions,
  type LabelShare,
  labelShares,
} from './manifest/label-shares.js';
export { readManifest } from './manifest/read-manifest.js';
export { type ManifestLine, readManifestLines } from './manifest/read-manifest-lines.js';
export {
  type Exclusion,
  type TrainingItems,
  type TrainingOptions,
  trainingItems,
} from './manifest/training-items.js';
export type {
  Attribution,
  Culture,
  CultureManifest,
  ImageRights,
  LabelAuthor,
  LabelBasis,
  LabelCertainty,
  Maker,
  ManifestHead,
  ManifestItem,
  Protocol,
  Split,
} from './manifest/types.js';
export { type ManifestCheck, validateManifest } from './manifest/validate-manifest.js';
export { itemLine, manifestFrame, writeManifest } from './manifest/write-manifest.js';

// design: whom to show what, and how many raters (F5)

export {
  comparisonsForShare,
  designEffect,
  type ShareOptions,
} from './design/comparisons-for-share.js';
export {
  type DesignOptions,
  type DesignResult,
  designStudy,
  type StudyDesign,
  type StudySession,
  type StudyTrial,
} from './design/design-study.js';
export type { PairBalance } from './design/pair-balance.js';
export { balancedBlocks } from './design/pair-blocks.js';
export { type PlannedPower, type PlanOptions, planRaters } from './design/plan-raters.js';
export { type SimulatedTruth, simulateRaters } from './design/simulate-raters.js';
export { williamsSquare } from './design/williams-square.js';

// preference: which pictures people prefer, by background (F7)

export type { Outcome, PairComparison } from './preference/comparison.js';
export {
  type FeaturePreference,
  type FeaturePreferenceResult,
  type FeatureWeight,
  featurePreference,
} from './preference/feature-preference.js';
export type { GroupAbilities, GroupDifference } from './preference/group-differences.js';
export {
  type GroupPreferenceEstimate,
  type GroupPreferenceOptions,
  type GroupPreferenceResult,
  groupPreference,
  type Personalisation,
} from './preference/group-preference.js';
export type {
  GroupTest,
  InGroupPreference,
  InGroupRefusal,
} from './preference/in-group-estimate.js';
export {
  bradleyTerry,
  type PairLaw,
  type PairOutcomes,
  thurstone,
} from './preference/pair-outcomes.js';
export {
  type EstimateWithError,
  type ItemAbility,
  type PreferenceEstimate,
  type PreferenceOptions,
  type PreferenceResult,
  preferenceModel,
} from './preference/preference-model.js';
export type { PreferenceScope } from './preference/preference-scope.js';
export type { PreferenceRefusal } from './preference/prepare-pairs.js';
export type { RaterValidation } from './preference/rater-validation.js';
export type { GroupPreferenceRefusal } from './preference/refuse-groups.js';
export { type ThurstoneScale, thurstoneScale } from './preference/thurstone-scale.js';

// agreement: do groups use the question the same way (F8)

export {
  type AgreementGap,
  type GroupAgreement,
  type GroupAgreementOptions,
  groupAgreement,
} from './agreement/group-agreement.js';
export {
  type IntraclassCorrelation,
  intraclassCorrelation,
} from './agreement/intraclass-correlation.js';
export {
  differentialItemFunctioning,
  type FunctioningStep,
  type ItemFunctioning,
  type ItemFunctioningResult,
  type ScaleRating,
} from './agreement/item-functioning.js';
export {
  type AlphaEstimate,
  type AlphaOptions,
  type AlphaResult,
  krippendorffAlpha,
} from './agreement/krippendorff-alpha.js';
export {
  intervalScale,
  nominalScale,
  ordinalScale,
  type RatingScale,
  ratioScale,
} from './agreement/rating-scale.js';
export type { Ratings } from './agreement/rating-table.js';
export {
  type ResponseStyle,
  responseStyles,
  type StyleRating,
  standardiseWithinRaters,
} from './agreement/response-styles.js';

// recognise: is the target style recognised, and by whom (F9)

export type { ChoiceModel } from './recognise/choice-model.js';
export type { HitShare } from './recognise/hit-share.js';
export type { OwnAdvantage, OwnAdvantageRefusal } from './recognise/own-advantage.js';
export {
  type Confusion,
  type RecognitionCeiling,
  type RecognitionOptions,
  type RecognitionResult,
  recognition,
} from './recognise/recognition.js';
export type { RecognitionAnswer } from './recognise/recognition-answer.js';

// audit: whom does a model serve worst, does it flatten or exaggerate (F10)

export {
  auditCultures,
  type CultureAudit,
  type CultureAuditOptions,
  type CulturesAudit,
  type Separation,
} from './audit/audit-cultures.js';
export { type AuditScore, auditScores, type ScoreAudit } from './audit/audit-scores.js';
export { type AuditedCulture, LEAST_PICTURES, type Measured } from './audit/audited-culture.js';
export type { CultureVariety, VarietyShare } from './audit/culture-variety.js';
export type { GroupSummary } from './audit/group-summary.js';
export {
  expectedCoverage,
  type NeighbourShares,
  neighbourShares,
} from './audit/neighbour-coverage.js';
export { vendiScore } from './audit/vendi-score.js';

// report: one page with sources, refusals and intervals (F13)

export { auditReport } from './report/audit-report.js';
export {
  type AuditedSet,
  type AuditSetOptions,
  auditSet,
  type SetAudit,
} from './report/audit-set.js';
export type { ReportCatalogue } from './report/catalogue/catalogue.js';
export { simplifiedChineseReport } from './report/catalogue/chinese.js';
export { englishReport } from './report/catalogue/english.js';
export type { ReportText } from './report/catalogue/report-text.js';
export {
  type CompareSetOptions,
  compareSet,
  type FactorRecord,
  type SetComparison,
} from './report/compare-set.js';
export { comparisonReport } from './report/comparison-report.js';
export type {
  DescribedItem,
  DescribedSet,
  DescribedSource,
  LeftOut,
} from './report/described-set.js';
export type { PairOverlap } from './report/pair-overlaps.js';
export {
  type ReportHead,
  type ReportTable,
  reportFrame,
  reportTable,
} from './report/report-frame.js';
export { type Html, type HtmlPart, html, trusted } from './report/report-html.js';
export type {
  CultureReport,
  IntervalRow,
  ReferenceLine,
  ReportBlock,
  ReportPart,
} from './report/report-model.js';
export {
  decimal,
  type NumberText,
  pIs,
  pValue,
  sentencesOf,
  type TextValues,
} from './report/sentences.js';
export { type SetLabels, setLabels } from './report/set-labels.js';
export type { CultureMakers, FactorCells, LabelBasisShare, Tally } from './report/set-tables.js';
