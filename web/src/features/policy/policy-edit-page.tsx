import { useParams, useSearchParams } from 'react-router-dom';
import { useCan, useProject } from '@/api/session';
import { ButtonLink } from '@/kit/button/button-link';
import { Loaded } from '@/kit/page/loaded';
import { Page } from '@/kit/page/page';
import { SkeletonBody } from '@/kit/page/skeleton';
import { DeniedPanel } from '@/kit/page/states';
import { useTimeZone } from '@/kit/text/clock';
import { browserZone } from '@/lib/time-zones';
import { PolicyEditor } from './policy-editor';
import { usePolicy } from './policy-data';
import { copyOfPolicy, formOfPolicy, newPolicyForm } from './policy-form';

/** A new policy, a copy of one, or one that is there. */
export function PolicyEditPage() {
  const { id } = useParams();
  const [params] = useSearchParams();
  const project = useProject();
  const canManage = useCan('policy:manage');
  const copied = params.get('copy') ?? undefined;
  const source = usePolicy(project.name, id ?? copied);
  const zone = useTimeZone() ?? browserZone();

  if (id === undefined && !canManage) {
    return (
      <Page title="New policy">
        <PoliciesDenied />
      </Page>
    );
  }
  if (id === undefined && copied === undefined) {
    return <PolicyEditor key="new" project={project.name} start={newPolicyForm(zone)} />;
  }
  if (!source.data) {
    return (
      <Page title="Policy">
        <Loaded level="page" query={source} what="The policy" skeleton={<SkeletonBody rows={8} />}>
          {() => null}
        </Loaded>
      </Page>
    );
  }
  return id === undefined ? (
    <PolicyEditor key="copy" project={project.name} start={copyOfPolicy(source.data)} />
  ) : (
    <PolicyEditor key={id} project={project.name} start={formOfPolicy(source.data)} policy={source.data} />
  );
}

function PoliciesDenied() {
  const project = useProject();
  return (
    <DeniedPanel
      title="Policies are for managers"
      facts={[
        { name: 'What you need', value: `manager or owner in ${project.display_name || project.name}` },
        { name: 'Who can give it', value: 'an owner of the project, on the page Members' },
        { name: 'What you asked for', value: 'a new policy' },
      ]}
      actions={
        <>
          <ButtonLink to={`/p/${project.name}/settings/members`} variant="filled">
            See the owners
          </ButtonLink>
          <ButtonLink to={`/p/${project.name}/health/policies`} icon="eye">
            Open the policies to read
          </ButtonLink>
        </>
      }
    >
      {`You are ${project.role ?? 'no member'} in ${project.display_name || project.name}. You can read every policy and every report.`}
    </DeniedPanel>
  );
}
