import type { CDPSession, Page } from 'playwright-core';

/** What a page and its worker hold after all garbage is collected. */
export interface Holdings {
  /** Bytes of the page's JavaScript heap. */
  page: number;
  /** Bytes of the worker's. */
  worker: number;
  /** `tf.memory()` in the worker. */
  tensors: { numTensors: number; numBytes: number; numDataBuffers: number };
}

/** Speaks to the one worker of a page as its developer tools would. */
async function workerTools(session: CDPSession) {
  const attached = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') resolve(sessionId);
    });
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await attached;
  let last = 0;
  return <Result>(method: string) =>
    new Promise<Result>((resolve) => {
      const id = ++last;
      session.on('Target.receivedMessageFromTarget', ({ message }) => {
        const answer = JSON.parse(message) as { id: number; result: Result };
        if (answer.id === id) resolve(answer.result);
      });
      const message = JSON.stringify({ id, method });
      void session.send('Target.sendMessageToTarget', { sessionId, message });
    });
}

/** Collects garbage and measures; call the result as often as there is something to compare. */
export async function measurer(page: Page): Promise<() => Promise<Holdings>> {
  const session = await page.context().newCDPSession(page);
  const worker = await workerTools(session);
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    await worker('HeapProfiler.collectGarbage');
    const ofPage = await session.send('Runtime.getHeapUsage');
    const ofWorker = await worker<{ usedSize: number }>('Runtime.getHeapUsage');
    return { page: ofPage.usedSize, worker: ofWorker.usedSize, tensors: await tensorsOf(page) };
  };
}

const tensorsOf = (page: Page) =>
  page.workers()[0]!.evaluate(() => {
    const { _tfengine } = globalThis as unknown as {
      _tfengine: { memory(): Holdings['tensors'] };
    };
    const { numTensors, numBytes, numDataBuffers } = _tfengine.memory();
    return { numTensors, numBytes, numDataBuffers };
  });
