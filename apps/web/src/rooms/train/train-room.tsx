import './train.css';
import { useEffect } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { RoomFrame } from '../../parts/room-frame.js';
import { CourseView } from './course-view.js';
import { KeptTrainings } from './kept-trainings.js';
import { SetUp } from './set-up.js';
import { course, problem, refreshKept } from './train-state.js';

/** The room `train`. */
export function Room() {
  const words = messages.value.train;
  useEffect(() => void refreshKept(), []);
  return (
    <RoomFrame heading={words.heading} lead={words.lead} fault={problem}>
      <div class="train">
        {course.value ? (
          <CourseView />
        ) : (
          <>
            <KeptTrainings />
            <SetUp />
          </>
        )}
      </div>
    </RoomFrame>
  );
}
