import { type Html, html, reportFrame } from '@ikat/culture';
import type { StudyAnalysis } from '../study-analysis.js';
import { agreementSection } from './agreement-section.js';
import type { AnalysisCatalogue, AnalysisText } from './catalogue/analysis-catalogue.js';
import { englishAnalysis } from './catalogue/english.js';
import { connectivitySection, exclusionsSection } from './data-sections.js';
import { defaultsSection, groupsSection } from './group-sections.js';
import {
  multiplicitySection,
  preferencesSection,
  sensitivitySection,
} from './preference-sections.js';
import { limitsSection, provenanceSection } from './provenance-sections.js';
import { recognitionSection } from './recognition-section.js';
import { wordsOf } from './report-words.js';
import { summarySection } from './summary-section.js';

/**
 * The report of an analysis in one language: one page that needs nothing else, in the order that the
 * design fixed.
 *
 * @example
 * ```ts
 * import { analysisReport, simplifiedChineseAnalysis, type StudyAnalysis } from '@ikat/study';
 *
 * const inChinese = (analysis: StudyAnalysis) => analysisReport(analysis, simplifiedChineseAnalysis);
 * console.log(typeof inChinese); // function
 * ```
 */
export function analysisReport(
  analysis: StudyAnalysis,
  catalogue: AnalysisCatalogue = englishAnalysis,
): string {
  const words = wordsOf(catalogue, analysis.names);
  const { say } = words;
  const sections: [AnalysisText, Html][] = [
    ['partSummary', summarySection(analysis, words)],
    ['partExclusions', exclusionsSection(analysis, words)],
    ['partConnectivity', connectivitySection(analysis, words)],
    ['partPreferences', preferencesSection(analysis, words)],
    ['partGroups', groupsSection(analysis, words)],
    ['partSensitivity', sensitivitySection(analysis, words)],
    ['partMultiplicity', multiplicitySection(analysis, words)],
    ['partAgreement', agreementSection(analysis, words)],
    ['partRecognition', recognitionSection(analysis.recognition, words)],
    ['partDefaults', defaultsSection(analysis, words)],
    ['partLimits', limitsSection(analysis, words)],
    ['partProvenance', provenanceSection(analysis, words)],
  ];
  const title = say('title', { study: words.textIn(analysis.names?.title ?? analysis.study) });
  const body = html`<header><h1>${title}</h1></header>
<main>
${sections.map(([name, text], at) => html`<section><h2>${at}. ${say(name)}</h2>${text}</section>\n`)}</main>`;
  return reportFrame({ ...catalogue, title }, body, STYLE);
}

const STYLE = `
svg .zero { stroke: var(--quiet); stroke-dasharray: 2 2; }
svg .range { stroke: var(--mark); stroke-width: 2; }
svg circle { fill: var(--mark); }
td svg { display: block; }
code { overflow-wrap: anywhere; }
details { margin-bottom: 1rem; }
@media (max-width: 30rem) {
  th, td { min-width: 4rem; }
  td svg { width: 90px; }
}
`;
