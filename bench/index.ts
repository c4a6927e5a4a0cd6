import { benchCases } from './cases.js';
import { benchDesk } from './desk.js';
import { benchHandover } from './handover.js';
import { benchKnowledge } from './knowledge.js';
import { benchTurn } from './turn.js';

const BENCHES: Record<string, (args: readonly string[]) => Promise<Record<string, number>>> = {
  turn: benchTurn,
  knowledge: benchKnowledge,
  handover: benchHandover,
  desk: benchDesk,
  cases: benchCases,
};

/** `npm run bench -- turn|knowledge|handover|desk|cases [--json]`; what a bench takes more is said by it */
async function main([name = '', ...args]: string[]): Promise<void> {
  const bench = BENCHES[name];
  if (!bench) {
    process.stderr.write(`usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]\n`);
    process.exitCode = 2;
    return;
  }
  const figures = Object.fromEntries(
    Object.entries(await bench(args.filter((arg) => arg !== '--json'))).map(([key, value]) => [
      key,
      Number(value.toFixed(3)),
    ]),
  );
  const lines = Object.entries(figures).map(([key, value]) => `${key.padEnd(24)} ${value}`);
  process.stdout.write(args.includes('--json') ? `${JSON.stringify(figures)}\n` : `${lines.join('\n')}\n`);
}

void main(process.argv.slice(2));
