import { language, messages } from '../../messages/catalogue.js';
import { LossChart } from './loss-chart.js';
import { coursesIn, familiesIn } from './loss-log.js';
import { short } from './numbers.js';
import { lossLog } from './train-state.js';

/** The losses as curves and as a table that says the same. */
export function LossView() {
  const words = messages.value.train.losses;
  const log = lossLog.value;
  if (log.length === 0) return null;
  return (
    <section class="card" aria-labelledby="losses-title">
      <h2 id="losses-title">{words.title}</h2>
      <div class="charts">
        {familiesIn(log).map(([family, names]) => (
          <LossChart key={family} title={words.families[family]} names={names} log={log} />
        ))}
      </div>
      <details class="more">
        <summary>{words.table}</summary>
        <LossTable />
      </details>
    </section>
  );
}

function LossTable() {
  const words = messages.value.train.losses;
  const { name, first, now, course } = words.columns;
  const number = (value: number) => short(value, language.value);
  return (
    <table class="loss-table">
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">{first}</th>
          <th scope="col">{now}</th>
          <th scope="col">{course}</th>
        </tr>
      </thead>
      <tbody>
        {coursesIn(lossLog.value).map((loss) => (
          <tr key={loss.name} data-loss={loss.name}>
            <th scope="row">{words.names[loss.name] ?? loss.name}</th>
            <td>{number(loss.first)}</td>
            <td>{number(loss.now)}</td>
            <td>{words.courses[loss.course]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
