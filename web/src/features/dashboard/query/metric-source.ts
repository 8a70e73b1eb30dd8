import type { MatrixData, ScalarData, StringData, VectorData } from '@perses-dev/prometheus-plugin';
import { answerMeta, type AnswerMeta } from './answer-meta';
import { post, type SourceAddress } from './prometheus-request';

/** PromQL over steps, both ends included. Unix seconds. */
export type RangeQuestion = { query: string; start: number; end: number; step: number };

/** PromQL at one moment, in Unix seconds. */
export type MomentQuestion = { query: string; time: number };

export type MetricQuestion = RangeQuestion | MomentQuestion;

export type MetricAnswer = {
  /** Undefined where the source gave nothing that it could be. */
  data: MatrixData | VectorData | ScalarData | StringData | undefined;
  /** What the source warns of. */
  warnings: readonly string[];
  meta: AnswerMeta;
};

/**
 * Whoever answers the questions of panels. All that a dashboard draws comes by this one function: what gathers questions
 * into one request, or hears new points as they come, takes its place, and no panel knows of it.
 */
export type MetricSource = (
  address: SourceAddress,
  question: MetricQuestion,
  signal: AbortSignal | undefined,
) => Promise<MetricAnswer>;

type Body = { status?: string; data?: MetricAnswer['data']; warnings?: string[] };

/** A request to the proxy for each question. */
export const askByRequest: MetricSource = async (address, question, signal) => {
  const path = 'time' in question ? 'query' : 'query_range';
  const { data, warnings = [], rawResponse, ...rest } = await post<Body>(address, path, question, signal);
  return { data, warnings, meta: answerMeta(rest, rawResponse.headers) };
};
