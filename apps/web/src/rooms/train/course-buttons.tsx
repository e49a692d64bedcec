import { messages } from '../../messages/catalogue.js';
import { leaveCourse, pauseTraining, type Stage, stopTraining } from './train-state.js';

/** Pause, go on, stop; and the way to the next training when it has stopped. */
export function CourseButtons({ stage }: { stage: Stage }) {
  const words = messages.value.train.course;
  if (stage === 'stopped') {
    return (
      <div class="buttons">
        <button type="button" class="button main" onClick={() => void leaveCourse()}>
          {words.again}
        </button>
      </div>
    );
  }
  const rests = stage === 'paused';
  return (
    <div class="buttons">
      <button
        type="button"
        class="button main"
        disabled={stage !== 'running' && !rests}
        onClick={() => void pauseTraining(!rests)}
      >
        {rests ? words.resume : words.pause}
      </button>
      <button
        type="button"
        class="button"
        disabled={stage === 'starting' || stage === 'stopping'}
        onClick={stopTraining}
      >
        {words.stop}
      </button>
    </div>
  );
}
