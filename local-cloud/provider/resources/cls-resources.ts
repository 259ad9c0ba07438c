import schema from '@cdktf/provider-tencentcloud/schema.json';
import { type ClsService, topicDefaults } from '../../account/cls';
import { alarmDefaults, noticeDefaults } from '../../account/cls-alerting';
import type { ResourceType, Schema, SchemaBlock, Values } from '../provider-definition';
import { fromApiForm, toApiForm } from './api-form';
import { blocks, number, tagsOf, tagsOrNull, text, texts } from './attribute';

/** The attributes that the service stores without interpreting them, in the API's form. */
function settingsOf(type: string, { id: _, tags: __, ...values }: Values): Record<string, unknown> {
  return toApiForm(blockOf(type), values);
}

/** Converts stored settings to attributes. */
function valuesOf(type: string, settings: Values): Values {
  return fromApiForm(blockOf(type), settings);
}

function blockOf(type: string): SchemaBlock {
  const { resource_schemas } = schema.provider_schemas['registry.terraform.io/tencentcloudstack/tencentcloud'];
  const found = (resource_schemas as unknown as Readonly<Record<string, Schema>>)[type];
  if (found === undefined) throw new Error(`the schema has no resource type ${type}`);
  return found.block;
}

/** `tencentcloud_cls_logset`, `…_topic` and `…_index`. */
export function clsLogResources(cls: ClsService): Readonly<Record<string, ResourceType>> {
  const wantedTopic = (planned: Values) => ({
    name: text(planned, 'topic_name'),
    logsetId: text(planned, 'logset_id'),
    period: number(planned, 'period', 30),
    settings: { ...topicDefaults, ...settingsOf('tencentcloud_cls_topic', planned) },
    tags: tagsOf(planned),
  });
  const topicValues = (topicId: string): Values => {
    const { name, logsetId, period, settings, tags } = cls.topic(topicId);
    const values = { ...valuesOf('tencentcloud_cls_topic', settings), logset_id: logsetId, topic_name: name, period };
    return { ...values, id: topicId, tags: tagsOrNull(tags) };
  };
  const logsetValues = (logsetId: string): Values => {
    const { name, createTime, tags } = cls.logset(logsetId);
    const topics = cls.topicsOf(logsetId).length;
    const values = { logset_name: name, create_time: createTime, role_name: '', topic_count: topics };
    return { id: logsetId, ...values, tags: tagsOrNull(tags) };
  };
  const indexValues = (topicId: string): Values => ({
    ...valuesOf('tencentcloud_cls_index', cls.findIndex(topicId) ?? {}),
    id: topicId,
    topic_id: topicId,
  });
  const setIndex = (planned: Values): Values => {
    const topicId = text(planned, 'topic_id');
    cls.setIndex(topicId, { Status: true, ...settingsOf('tencentcloud_cls_index', planned) });
    return indexValues(topicId);
  };

  return {
    tencentcloud_cls_logset: {
      async create(planned) {
        return logsetValues(cls.createLogset(text(planned, 'logset_name'), tagsOf(planned)).logsetId);
      },
      async read(state) {
        const logsetId = text(state, 'id');
        return cls.findLogset(logsetId) && logsetValues(logsetId);
      },
      async update(planned) {
        const changes = { name: text(planned, 'logset_name'), tags: tagsOf(planned) };
        return logsetValues(cls.changeLogset(text(planned, 'id'), changes).logsetId);
      },
      async delete(state) {
        cls.deleteLogset(text(state, 'id'));
      },
    },

    tencentcloud_cls_topic: {
      attributes: { Period: 'period' },
      async create(planned) {
        return topicValues(cls.createTopic(wantedTopic(planned)).topicId);
      },
      async read(state) {
        const topicId = text(state, 'id');
        return cls.findTopic(topicId) && topicValues(topicId);
      },
      async update(planned) {
        const { logsetId: _, ...changes } = wantedTopic(planned);
        return topicValues(cls.changeTopic(text(planned, 'id'), changes).topicId);
      },
      async delete(state) {
        cls.deleteTopic(text(state, 'id'));
      },
    },

    tencentcloud_cls_index: {
      create: async (planned) => setIndex(planned),
      async read(state) {
        const topicId = text(state, 'id');
        return cls.findIndex(topicId) && indexValues(topicId);
      },
      update: async (planned) => setIndex(planned),
      async delete(state) {
        if (cls.findTopic(text(state, 'id'))) cls.deleteIndex(text(state, 'id'));
      },
    },
  };
}

/** `tencentcloud_cls_alarm` and `tencentcloud_cls_alarm_notice`. */
export function clsAlarmResources(cls: ClsService): Readonly<Record<string, ResourceType>> {
  const wantedAlarm = (planned: Values) => ({
    name: text(planned, 'name'),
    topicIds: blocks(planned, 'alarm_targets').map((target) => text(target, 'topic_id')),
    noticeIds: texts(planned, 'alarm_notice_ids'),
    settings: { ...alarmDefaults, ...settingsOf('tencentcloud_cls_alarm', planned) },
    tags: tagsOf(planned),
  });
  const alarmValues = (alarmId: string): Values => {
    const { name, settings, tags } = cls.findAlarm(alarmId) ?? { name: '', settings: {}, tags: {} };
    return { ...valuesOf('tencentcloud_cls_alarm', settings), id: alarmId, name, tags: tagsOrNull(tags) };
  };
  const wantedNotice = (planned: Values) => ({
    name: text(planned, 'name'),
    settings: { ...noticeDefaults, ...settingsOf('tencentcloud_cls_alarm_notice', planned) },
    tags: tagsOf(planned),
  });
  const noticeValues = (noticeId: string): Values => {
    const { name, settings, tags } = cls.findNotice(noticeId) ?? { name: '', settings: {}, tags: {} };
    return { ...valuesOf('tencentcloud_cls_alarm_notice', settings), id: noticeId, name, tags: tagsOrNull(tags) };
  };

  return {
    tencentcloud_cls_alarm: {
      async create(planned) {
        return alarmValues(cls.createAlarm(wantedAlarm(planned)).alarmId);
      },
      async read(state) {
        return cls.findAlarm(text(state, 'id')) && alarmValues(text(state, 'id'));
      },
      async update(planned) {
        return alarmValues(cls.changeAlarm(text(planned, 'id'), wantedAlarm(planned)).alarmId);
      },
      async delete(state) {
        cls.deleteAlarm(text(state, 'id'));
      },
    },

    tencentcloud_cls_alarm_notice: {
      attributes: { NoticeReceivers: 'notice_receivers' },
      async create(planned) {
        return noticeValues(cls.createNotice(wantedNotice(planned)).noticeId);
      },
      async read(state) {
        return cls.findNotice(text(state, 'id')) && noticeValues(text(state, 'id'));
      },
      async update(planned) {
        return noticeValues(cls.changeNotice(text(planned, 'id'), wantedNotice(planned)).noticeId);
      },
      async delete(state) {
        cls.deleteNotice(text(state, 'id'));
      },
    },
  };
}
