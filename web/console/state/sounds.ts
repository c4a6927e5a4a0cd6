/** What is heard: two rising notes for something new, four that go up and down for somebody who waits too long. */
const MELODIES = {
  news: { notes: [659, 880], wave: 'sine', volume: 0.15 },
  alarm: { notes: [988, 587, 988, 587], wave: 'triangle', volume: 0.3 },
} as const satisfies Record<string, { notes: readonly number[]; wave: OscillatorType; volume: number }>;
export type Melody = keyof typeof MELODIES;

let audio: AudioContext | undefined;

/** Browsers allow sound only after somebody has pressed something on the page. */
export function playSound(melody: Melody): void {
  const { notes, wave, volume: loud } = MELODIES[melody];
  audio ??= new AudioContext();
  void audio.resume();
  const begin = audio.currentTime + 0.02;
  for (const [index, frequency] of notes.entries()) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = begin + index * 0.16;
    tone.type = wave;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(loud, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.15);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.16);
  }
}
