import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppModel } from './app-model';
import { ConstructSource } from './construct-source';

interface Reading {
  readonly model: AppModel;
  readonly asked: Set<IConstruct>;
}

const readings = new WeakMap<IConstruct, Reading>();

/** The model for one more question of a construct; who asks a second time is in another synthesis, and gets a fresh one. */
export function modelFor(asking: IConstruct): AppModel {
  const stage = Stage.of(asking) ?? asking.node.root;
  let reading = readings.get(stage);
  if (reading === undefined || reading.asked.has(asking)) {
    reading = { model: new AppModel(new ConstructSource(stage)), asked: new Set() };
    readings.set(stage, reading);
  }
  reading.asked.add(asking);
  return reading.model;
}
