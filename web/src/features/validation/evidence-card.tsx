import { Card } from '@/kit/page/card';
import { Evidence } from './evidence';
import type { ValidationRecord } from './health';

export function EvidenceCard({ record }: { record: ValidationRecord }) {
  return (
    <Card title="Evidence">
      <Evidence record={record} />
    </Card>
  );
}
