/** What the functions of @ikat/culture say of their results, with the values that change in braces. */
export const ofStatistics = {
  // preferenceModel
  allTies: 'All {count} comparisons are without preference, so nothing orders the items.',
  oneRater:
    "All comparisons are of one rater, '{rater}': they say what this person prefers, not what people do. Ask more raters.",
  disconnected:
    'No chain of comparisons connects {sets}, so their abilities have no common scale. Compare items across these sets.',
  disconnectedWithin:
    "No chain of comparisons by raters of '{group}' connects {sets}, so their abilities have no common scale. Compare items across these sets.",
  sideUnknown:
    'The side could not be told from the items, since pairs were not shown both ways round: it is left out of the model.',
  penalised:
    'Some items always won or always lost: maximum likelihood has no finite answer, and a penalty (Firth 1993) keeps the abilities finite. Read their order, not their distances.',
  fewRaters: '{raters} raters are few: the errors are themselves uncertain.',
  fewContents: '{contents} contents are few to speak for new pictures; show {enough} or more.',
  thesePictures:
    'For these pictures only: {contents} contents were shown, and errors for new pictures need {least} or more, better {enough}.',
  thisPicture:
    'For these pictures only: one content was shown, and errors for new pictures need {least} or more, better {enough}.',
  noPictures:
    'For these pictures only: no contents were named, and errors for new pictures need {least} or more, better {enough}.',

  // groupPreference
  emptyGroup: 'No rater belongs to {groups}.',
  noGroup: 'Groups are compared with each other, but none was named.',
  allInOneGroup: "Groups are compared with each other, but all raters belong to '{group}'.",
  smallGroup:
    "'{group}' has {raters} of {all} raters; a group needs {least}, for privacy as for statistics, and raters outside of it.",
  noOwners: 'No owners of items were given, so none is anyone’s own.',
  ownNeverBeside:
    'No group saw an item of its own beside one that is not in a way that other groups did not.',
  ungrouped: '{raters} raters named no group and were left out.',
  overlapping: 'Some raters belong to several groups, so the groups are not independent samples.',
  groupsPredictNothing: 'Groups predict raters left out no better than one answer for all.',
  groupsPredict:
    'Groups predict raters left out better, and the interval of the preference for one’s own excludes 0.',
  gainMayBeNothing:
    'Groups predict raters left out better on average, but the interval of what they gain includes 0.',
  ownMayBeNothing: 'The interval of the preference for one’s own includes 0.',

  // groupAgreement, krippendorffAlpha
  nothingTwice: 'No unit has ratings of two raters, so nothing can agree.',
  oneValue:
    'All ratings are one value: agreement by lot would be perfect too, so alpha is not defined.',
  allOneValue: 'All ratings are one value.',
  aloneInGroup: "'{group}' has one rater, who cannot agree within the group.",
  noCommonUnits: 'Some groups have no unit in common: let them rate the same units.',

  // recognition
  noRealWorks:
    'Without answers to real works of the traditions nobody knows how well they can be recognised.',
  onlyRealWorks: 'All answers are to real works.',
  ownNeverJudged: 'No tradition was judged both by raters of its own group and by others.',
  fewAnswered: '{raters} raters answered; ten are the least.',
  notRepresentative:
    'Recognised is not representative: people inside and outside of a tradition may recognise a stereotype that either rejects. Ask both, and say whether a stereotype counts.',
} as const;
