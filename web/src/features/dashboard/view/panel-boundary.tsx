import { Component, type ReactNode } from 'react';
import { PanelFault } from './panel-failure';

type Props = {
  /** When it changes, drawing is tried again. */
  attempt: unknown;
  children: ReactNode;
};
type State = { error: Error | undefined; attempt: unknown };

/** Keeps a panel that can't be drawn from taking the dashboard with it. */
export class PanelBoundary extends Component<Props, State> {
  override state: State = { error: undefined, attempt: this.props.attempt };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.attempt === state.attempt ? null : { error: undefined, attempt: props.attempt };
  }

  override render(): ReactNode {
    return this.state.error ? <PanelFault error={this.state.error} /> : this.props.children;
  }
}
