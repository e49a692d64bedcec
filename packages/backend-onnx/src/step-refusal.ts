/** Why a step cannot be compiled, and what to do. */
export const stepRefusal = (problem: string, mend: string): Error =>
  new Error(`compileStep: expected ${problem}. ${mend}`);
