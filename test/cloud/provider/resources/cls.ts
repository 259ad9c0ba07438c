import type { ClsService } from '../../account/cls';
import type { ResourceType, Values } from '../provider-definition';
import { blocks, flag, number, tagsOf, tagsOrNull, text, texts } from './attribute';

/** What of a resource the service keeps as it was given. */
function settingsOf({ id: _, tags: __, ...settings }: Values): Values {
  return settings;
}

/** `tencentcloud_cls_logset`, `…_topic` and `…_index`. */
export function clsLogResources(cls: ClsService): Readonly<Record<string, ResourceType>> {
  const wantedTopic = (planned: Values) => ({
    name: text(planned, 'topic_name'),
    logsetId: text(planned, 'logset_id'),
    period: number(planned, 'period', 30),
    settings: { ...topicDefaults, ...withoutUnset(settingsOf(planned)) },
    tags: tagsOf(planned),
  });
  const topicValues = (topicId: string): Values => {
    const { name, period, settings, tags } = cls.topic(topicId);
    return { ...settings, id: topicId, topic_name: name, period, tags: tagsOrNull(tags) };
  };
  const logsetValues = (logsetId: string): Values => {
    const { name, createTime, tags } = cls.logset(logsetId);
    const topics = cls.topicsOf(logsetId).length;
    const values = { logset_name: name, create_time: createTime, role_name: '', topic_count: topics };
    return { id: logsetId, ...values, tags: tagsOrNull(tags) };
  };
  const setIndex = (planned: Values): Values => {
    const topicId = text(planned, 'topic_id');
    const settings = { ...settingsOf(planned), status: flag(planned, 'status', true) };
    cls.setIndex(topicId, settings);
    return { ...settings, id: topicId };
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
        const settings = cls.findIndex(text(state, 'id'));
        return settings && { ...settings, id: state.id };
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
    settings: { ...alarmDefaults, ...withoutUnset(settingsOf(planned)) },
    tags: tagsOf(planned),
  });
  const alarmValues = (alarmId: string, given: Values): Values => {
    const { name, settings, tags } = cls.findAlarm(alarmId) ?? { name: '', settings: {}, tags: {} };
    return { ...given, ...settings, id: alarmId, name, tags: tagsOrNull(tags) };
  };
  const wantedNotice = (planned: Values) => ({
    name: text(planned, 'name'),
    settings: { ...noticeDefaults, ...withoutUnset(settingsOf(planned)) },
    tags: tagsOf(planned),
  });
  const noticeValues = (noticeId: string, given: Values): Values => {
    const { name, settings, tags } = cls.findNotice(noticeId) ?? { name: '', settings: {}, tags: {} };
    return { ...given, ...settings, id: noticeId, name, tags: tagsOrNull(tags) };
  };

  return {
    tencentcloud_cls_alarm: {
      async create(planned) {
        return alarmValues(cls.createAlarm(wantedAlarm(planned)).alarmId, planned);
      },
      async read(state) {
        return cls.findAlarm(text(state, 'id')) && alarmValues(text(state, 'id'), state);
      },
      async update(planned) {
        return alarmValues(cls.changeAlarm(text(planned, 'id'), wantedAlarm(planned)).alarmId, planned);
      },
      async delete(state) {
        cls.deleteAlarm(text(state, 'id'));
      },
    },

    tencentcloud_cls_alarm_notice: {
      async create(planned) {
        return noticeValues(cls.createNotice(wantedNotice(planned)).noticeId, planned);
      },
      async read(state) {
        return cls.findNotice(text(state, 'id')) && noticeValues(text(state, 'id'), state);
      },
      async update(planned) {
        return noticeValues(cls.changeNotice(text(planned, 'id'), wantedNotice(planned)).noticeId, planned);
      },
      async delete(state) {
        cls.deleteNotice(text(state, 'id'));
      },
    },
  };
}

const topicDefaults = {
  auto_split: true,
  biz_type: 0,
  encryption: 0,
  hot_period: 0,
  is_web_tracking: false,
  max_split_partitions: 50,
  partition_count: 1,
  period: 30,
  storage_type: 'hot',
};
const alarmDefaults = { alarm_level: 0, status: true };
const noticeDefaults = { alarm_shield_status: 2, deliver_status: 1, type: 'All' };

/** What the service sets by itself stays where nothing is given. */
function withoutUnset(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}
