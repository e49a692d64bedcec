interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** The value in words, shown and read out. */
  text: string;
  onInput: (value: number) => void;
  disabled?: boolean;
}

/** A slider with its name and its value in words. */
export function Slider({ label, text, onInput, ...input }: SliderProps) {
  return (
    <label class="field">
      <span>
        {label}
        <output>{text}</output>
      </span>
      <input
        type="range"
        // The label's text belongs to its first control, and an output is one.
        aria-label={label}
        aria-valuetext={text}
        onInput={(event) => onInput(Number(event.currentTarget.value))}
        {...input}
      />
    </label>
  );
}
