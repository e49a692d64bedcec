/** What this package says of a study and its answers, with the values that change in braces. */
export const ofStudy = {
  // what is not analysed
  otherBytes: 'Expected UTF-8, got other bytes. Save the file as UTF-8.',
  noText: 'Expected UTF-8, got UTF-16 or no text. Save the file as UTF-8.',
  badJson: 'Expected JSON, got a mistake: {mistake}.',
  otherFile: 'Expected a session file of ikat, got another file.',
  otherTable: 'Expected the columns of ratings.csv, got a table without {columns}.',
  badRow: 'Row {row}: {mistake}.',
  withdrawn: 'The participant withdrew: delete this file.',
  sameAnswers:
    'The participant is in {before} already, with the same answers; the first one counts.',
  otherAnswers: 'The participant is in {before} already, with OTHER answers; the first one counts.',
  noRows: 'Expected answers, got none.',
  otherDesign:
    'Expected the design {expected}…, got {got}…: these are ratings of another study or version.',
  otherChecksum: 'The checksum is another one: the file was changed after it was saved.',
  badAnswer: 'Trial {trial}: expected L, R, N or nothing and a time, got {response} and {time}.',
  trialTwice: 'A trial is there twice.',
  otherTrials: 'The trials are those of no session of the design: rows were changed or mixed.',
  badRecognition:
    "Picture {trial} to recognise: expected a trial of the session and an answer of its choices, got '{picture}' and '{answer}'.",
  otherGroup: "Expected groups among {groups}, got '{group}'.",
  groupsChange: 'The groups change within the session.',
  groupsByNoRule: 'The groups do not follow from the background by the declared rule.',

  // where there is no answer
  nobodyAnswered: 'Nobody who was not excluded answered a question of this kind.',
  allOneSide:
    'All answers are for the same side: they tell how the side was chosen, and nothing of the systems.',
  twoRatersAgree: 'Agreement needs two raters or more.',
  oneRaterAgrees: 'One rater cannot agree or disagree.',
  severalGroups: 'Some raters belong to several groups: only the agreement of all is given.',
  oneGroup: 'All raters who named a group are of one.',
  auditsPictures: 'Audits measure pictures, not answers: see ikat culture audit.',
  recognitionNotAsked: 'The study asked no one which tradition a picture is after.',
  nobodyRecognised: 'Nobody who was not excluded said which tradition a picture is after.',
  languagesApart:
    'Each group read the questions in a language of its own, so a difference between groups may be one between translations; permutations within a language have nothing to exchange.',

  // limits
  ownWords:
    'Groups are what participants said of themselves, by the rule of the design; they are not nations, and nobody was assigned to one by language, address or name.',
  volunteers: 'Participants are volunteers who found this study, not a sample of a population.',
  sourcesBeside:
    'The source of the style was named beside each output: answers are to pictures with their names, not to pictures alone.',
  sourcesAfterwards: 'Sources were named only after the last trial.',
  fewerSessions:
    '{sessions} sessions of {planned} planned: stopping early or late makes p-values untrue.',
  moreSessions: '{sessions} sessions, though {planned} were planned.',
  severalLanguages:
    'Questions were read in {languages}; translations may differ, so permutations stay within a language.',
  averages:
    'Preferences are averages over raters; tastes of single raters are spread around them, so a rater’s own log-odds are larger.',
  exploratory: 'Everything but the primary test is exploratory.',

  // the order that a design fixes
  orderExclusions: 'exclusions',
  orderConnectivity: 'connectivity',
  orderPooled: 'pooled preferences and side',
  orderPrimary: 'primary: preference for one’s own, clustered score test and permutation',
  orderOmnibus: 'omnibus: group by system',
  orderConstructs: 'constructs, Holm',
  orderAgreement: 'agreement',
  orderRecognition: 'recognition',
  orderAudit: 'audit',
  orderPersonalisation: 'personalisation',
} as const;
