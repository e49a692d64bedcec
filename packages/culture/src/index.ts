// statistics: intervals, permutations, distributions (what other rooms share)

// describe: what can be measured in one picture (F1)

// compare: how far apart styles are, and in what (F2)

// confound: is it culture, or the museum? (F3)

// manifest: what is in a data set, who says so, may it be used (F4)

// design: whom to show what, and how many raters (F5)

// preference: which pictures people prefer, by background (F7)

// agreement: do groups use the question the same way (F8)

// recognise: is the target style recognised, and by whom (F9)

// audit: whom does a model serve worst, does it flatten or exaggerate (F10)

// report: one page with sources, refusals and intervals (F13)
