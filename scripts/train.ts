// Runs as `npm run train`: writes the built-in classifier's model from training/.
import fs from 'node:fs';
import path from 'node:path';
import { readTexts, readWords, trainingHash } from './labelled-texts.ts';
import { trainModel } from './training.ts';

const model = trainModel(readTexts('train'), readWords(), trainingHash());
const file = path.resolve(import.meta.dirname, '../src/assist/model.json');
fs.writeFileSync(file, `${JSON.stringify(model, null, 2)}\n`);
process.stdout.write(
  `Wrote ${path.relative(process.cwd(), file)}: ${Object.keys(model.weights).length} marks. Now: npm run assess\n`,
);
