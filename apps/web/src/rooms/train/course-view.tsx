import { language, messages } from '../../messages/catalogue.js';
import { CourseButtons } from './course-buttons.js';
import { HealthList } from './health-list.js';
import { LossView } from './loss-view.js';
import { NetworkExports } from './network-exports.js';
import { clock, duration, short, whole } from './numbers.js';
import { SampleCanvas } from './sample-canvas.js';
import { type Course, course, samples } from './train-state.js';

/** A training that goes on, rests, or has just stopped. */
export function CourseView() {
  const now = course.value!;
  return (
    <>
      <section class="card course" aria-labelledby="course-title">
        <Announcement now={now} />
        <h2 id="course-title">
          {messages.value.train.algorithms[now.algorithm].name}
          <span class={`stage ${now.stage}`}>{messages.value.train.course.stages[now.stage]}</span>
        </h2>
        <Figures now={now} />
        <Remarks now={now} />
        <CourseButtons stage={now.stage} />
      </section>
      <div class="course-columns">
        <Samples now={now} />
        <HealthList />
      </div>
      <LossView />
      {now.record && now.saved && now.saved.step > 0 && (
        <section class="card" aria-labelledby="export-title">
          <h2 id="export-title">{messages.value.train.exports.title}</h2>
          <NetworkExports id={now.record.id} algorithm={now.algorithm} step={now.saved.step} />
        </section>
      )}
    </>
  );
}

const ANNOUNCE_EVERY = 100;

/** What screen readers hear: the stage, and now and then the step. */
function Announcement({ now }: { now: Course }) {
  const words = messages.value.train.course;
  const step = now.progress?.step ?? now.record?.step ?? 0;
  const told = Math.floor(step / ANNOUNCE_EVERY) * ANNOUNCE_EVERY;
  return (
    <p class="hidden" role="status">
      {words.announce(words.stages[now.stage], whole(told, language.value))}
    </p>
  );
}

function Figures({ now: { progress, record, parameters } }: { now: Course }) {
  const words = messages.value.train.course;
  const tongue = language.value;
  const { step, seconds } = progress ?? record ?? { step: 0, seconds: 0 };
  const figures: [string, string, string][] = [
    ['step', words.step, whole(step, tongue)],
    ['speed', words.speed, progress ? short(progress.stepsPerSecond, tongue) : '–'],
    ['time', words.time, duration(seconds, tongue)],
    ['parameters', words.parameters, parameters > 0 ? whole(parameters, tongue) : '–'],
  ];
  return (
    <dl class="figures">
      {figures.map(([key, name, value]) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd data-figure={key}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Remarks({ now }: { now: Course }) {
  const words = messages.value.train.course;
  const tongue = language.value;
  const { saved, unsaved, recovered } = now;
  return (
    <>
      <Phase now={now} />
      {recovered !== undefined && (
        <p class="notice" role="alert">
          {words.recovered(whole(recovered, tongue))}
        </p>
      )}
      {unsaved !== undefined && (
        <p class="notice" role="alert" title={unsaved}>
          {words.unsaved}
        </p>
      )}
      {saved && (
        <p class="quiet small">{words.saved(whole(saved.step, tongue), clock(saved.at, tongue))}</p>
      )}
    </>
  );
}

/** Two GANs first learn their styles, then transfer: it says where they are. */
function Phase({ now: { record, progress } }: { now: Course }) {
  const words = messages.value.train.course.phase;
  if (record?.settings.algorithm !== 'dual') return null;
  const left = record.settings.learningSteps - (progress?.step ?? record.step);
  return <p>{left > 0 ? words.learning(whole(left, language.value)) : words.transfer}</p>;
}

function Samples({ now: { algorithm, progress, record } }: { now: Course }) {
  const words = messages.value.train.samples;
  const step = whole(progress?.step ?? record?.step ?? 0, language.value);
  const says = algorithm === 'gan' ? words.gan(step) : words[algorithm];
  return (
    <section class="card" aria-labelledby="samples-title">
      <h2 id="samples-title">{words.title}</h2>
      {samples.value && <SampleCanvas samples={samples.value} label={says} />}
      <p class="quiet small">{says}</p>
    </section>
  );
}
