/** Puts the name of the file in front of what is wrong with it. */
export function named<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(`${file}: ${message.replace(/^\w+: /, '')}`, { cause });
  }
}

/** Puts the folder before the name of the file that an error is about. */
export async function within<T>(folder: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { message, cause } = error as Error;
    throw new Error(`${folder}/${message}`, { cause: cause ?? error });
  }
}
