// The types of columns that many tables have.
import type { ColumnType, JSONColumnType } from 'kysely';

export type Json<T extends object | null> = JSONColumnType<T, string | null, string | null>;
export type Time = ColumnType<Date, Date, Date>;
