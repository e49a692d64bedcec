import './train.css';
import { useEffect } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { Notice } from '../../parts/notice.js';
import { CourseView } from './course-view.js';
import { KeptTrainings } from './kept-trainings.js';
import { SetUp } from './set-up.js';
import { course, problem, refreshKept } from './train-state.js';

/** The room `train`. */
export function Room() {
  const words = messages.value.train;
  useEffect(() => void refreshKept(), []);
  return (
    <div class="train">
      <h1>{words.heading}</h1>
      <p class="quiet">{words.intro}</p>
      <Notice
        error={problem.value}
        onDismiss={() => {
          problem.value = undefined;
        }}
      />
      {course.value ? (
        <CourseView />
      ) : (
        <>
          <KeptTrainings />
          <SetUp />
        </>
      )}
    </div>
  );
}
