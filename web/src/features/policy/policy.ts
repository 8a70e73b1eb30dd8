import type { Schema } from '@/api/client';

export type Policy = Schema<'Policy'>;
export type PolicyInput = Schema<'PolicyInput'>;
export type PolicyAssets = Schema<'PolicyAssets'>;
export type PolicyWindow = Schema<'PolicyWindow'>;
export type PolicyPreview = Schema<'PolicyPreview'>;
export type PlanDensity = Schema<'PlanDensity'>;
export type PlanWarning = Schema<'PlanWarning'>;
export type NotifyWhen = NonNullable<Schema<'PolicyNotify'>['when']>;
export type ContentRule = NonNullable<Schema<'PolicyChecks'>['content']>;
export type DashboardState = NonNullable<PolicyAssets['states']>[number];
