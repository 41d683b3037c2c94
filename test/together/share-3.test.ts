import { readTogether } from '../support/read-together.ts';

await readTogether(3);
