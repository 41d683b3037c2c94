// The CPU time and memory of a run's processes, read from /proc.
import fs from 'node:fs';

/** CPU seconds of each party of a run; NaN for a party whose processes we cannot see. */
export type CpuUse = Record<string, number>;

/** Starts counting; the returned function gives the use since then. */
export function meterCpu(parties: Record<string, () => number>): () => CpuUse {
  const read = () => Object.fromEntries(Object.entries(parties).map(([name, used]) => [name, used()]));
  const before = read();
  return () => Object.fromEntries(Object.entries(read()).map(([name, used]) => [name, used - (before[name] ?? 0)]));
}

/** Tells the milliseconds of CPU for each of `count` things done. */
export function describeCpu(uses: readonly CpuUse[], count: number): string {
  const names = Object.keys(uses[0] ?? {});
  const total = (name: string) => uses.reduce((sum, use) => sum + (use[name] ?? 0), 0);
  return names.map((name) => `${name} ${((total(name) / count) * 1000).toFixed(2)}`).join(', ');
}

/** This process, which makes the load. */
export function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Clock ticks a second that /proc counts in: 100 on every Linux that Node runs on. */
const TICKS = 100;

/** CPU seconds used so far by a process, all threads, user and system; 0 where it cannot be read. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS : 0;
}

/** CPU seconds of a PostgreSQL server and its sessions; sessions that have ended count with the server. NaN stays NaN. */
export function familyCpuSeconds(pid: number): number {
  if (Number.isNaN(pid)) return pid;
  const own = statOf(pid);
  if (!own) return 0;
  const ended = (Number(own[13]) + Number(own[14])) / TICKS;
  return childrenOf(pid).reduce((sum, child) => sum + cpuSeconds(child), cpuSeconds(pid) + ended);
}

/** Memory of a PostgreSQL server and its sessions in megabytes (2^20), with shared memory counted once. */
export function familyMb(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, member) => sum + proportionalMb(member), 0);
}

function proportionalMb(pid: number): number {
  const rollup = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? Number.NaN) / 1024;
}

/** Resident memory in megabytes (2^20). */
export function residentMb(pid: number): number {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** The fields of /proc/PID/stat from `state` on: the name before it may hold anything. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    // A process that has just ended, or a system without /proc.
    return undefined;
  }
}

function childrenOf(pid: number): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => Number(statOf(candidate)?.[1]) === pid);
}
