import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { language, messages } from '../../messages/catalogue.js';
import { openRoom } from '../../shell/router.js';
import type { Algorithm } from '../../worker/train/settings.js';
import { call, ensureBackend } from '../../worker-client.js';
import { whole } from './numbers.js';
import { saveFile } from './save-file.js';
import { problem } from './train-state.js';

const networks: Record<Algorithm, readonly string[]> = {
  gan: ['generator', 'discriminator'],
  dual: ['sourceGenerator', 'targetDiscriminator', 'targetGenerator', 'sourceDiscriminator'],
  cyclegan: ['generatorAB', 'discriminatorB', 'generatorBA', 'discriminatorA'],
};

const isDiscriminator = (name: string) =>
  name.toLowerCase().startsWith('discriminator') || name.endsWith('Discriminator');

interface NetworkExportsProps {
  id: string;
  algorithm: Algorithm;
  step: number;
}

/** Networks of a training as files, or kept for the other rooms. */
export function NetworkExports({ id, algorithm, step }: NetworkExportsProps) {
  const words = messages.value.train.exports;
  const network = useSignal(networks[algorithm][0]!);
  const working = useSignal(false);
  const request = () => ({ id, network: network.value });
  const attempt = async (work: () => Promise<void>) => {
    working.value = true;
    try {
      await ensureBackend();
      await work();
    } catch (error) {
      problem.value = error;
    } finally {
      working.value = false;
    }
  };
  const save = () =>
    attempt(async () => {
      const { file, fileName } = await call('exportNetwork', request());
      saveFile(file, fileName);
    });
  const judge = () =>
    attempt(async () => {
      await call('keepNetwork', request());
      openRoom('judge');
    });
  const field = useId();
  return (
    <div class="exports">
      <p class="quiet small">{words.about(whole(step, language.value))}</p>
      <div class="field">
        <label for={field}>{words.network}</label>
        <select
          id={field}
          value={network.value}
          onChange={({ currentTarget }) => {
            network.value = currentTarget.value;
          }}
        >
          {networks[algorithm].map((name) => (
            <option key={name} value={name}>
              {words.networks[name]}
            </option>
          ))}
        </select>
      </div>
      <div class="buttons">
        <button type="button" class="button" disabled={working.value} onClick={() => void save()}>
          {working.value ? words.working : words.save}
        </button>
        {isDiscriminator(network.value) && (
          <button
            type="button"
            class="button"
            disabled={working.value}
            onClick={() => void judge()}
          >
            {words.judge}
          </button>
        )}
      </div>
    </div>
  );
}
