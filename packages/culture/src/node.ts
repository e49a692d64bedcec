// report: one page that needs nothing else (F13)
export { cultureReportPage } from './report/node/report-page.js';
