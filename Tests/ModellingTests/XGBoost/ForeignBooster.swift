/// A booster that XGBoost 3.2 wrote, and its predictions; `Reference/foreign.py` makes them.
enum ForeignBooster {
  static let json = """
    {"learner":{"attributes":{}, "feature_names":[], "feature_types":[],
    "gradient_booster":{"model":{"cats":{"enc":[], "feature_segments":[], "sorted_idx":[]},
    "gbtree_model_param":{"num_parallel_tree":"1", "num_trees":"2"}, "iteration_indptr":[0, 1,
    2], "tree_info":[0, 0], "trees":[{"base_weights":[-1.5040575E-8, -6.2753576E-1, 1.637659E0,
    1.4715767E-1, -5.270779E-1, -6.565709E-2, 1.9129158E0], "categories":[],
    "categories_nodes":[], "categories_segments":[], "categories_sizes":[], "default_left":[0,
    0, 0, 0, 0, 0, 0], "id":0, "left_children":[1, 3, 5, -1, -1, -1, -1],
    "loss_changes":[6.720833E1, 1.8904612E1, 7.0631256E1, 0E0, 0E0, 0E0, 0E0],
    "parents":[2147483647, 0, 0, 1, 1, 2, 2], "right_children":[2, 4, 6, -1, -1, -1, -1],
    "split_conditions":[8E0, 4E0, 4E0, 1.4715767E-1, -5.270779E-1, -6.565709E-2, 1.9129158E0],
    "split_indices":[1, 2, 0, 0, 0, 0, 0], "split_type":[0, 0, 0, 0, 0, 0, 0],
    "sum_hessian":[6.3397503E1, 4.6280178E1, 1.7117325E1, 1.473992E1, 3.1540258E1, 9.985106E0,
    7.1322193E0], "tree_param":{"num_deleted":"0", "num_feature":"3", "num_nodes":"7",
    "size_leaf_vector":"1"}}, {"base_weights":[-1.1485257E-1, -5.886123E-1, 5.2170146E-1,
    5.9615783E-2, -5.443943E-1, -2.6233035E-1, 5.7143474E-1], "categories":[],
    "categories_nodes":[], "categories_segments":[], "categories_sizes":[], "default_left":[0,
    0, 0, 0, 0, 0, 0], "id":1, "left_children":[1, 3, 5, -1, -1, -1, -1],
    "loss_changes":[1.8170353E1, 1.231931E1, 1.7371675E1, 0E0, 0E0, 0E0, 0E0],
    "parents":[2147483647, 0, 0, 1, 1, 2, 2], "right_children":[2, 4, 6, -1, -1, -1, -1],
    "split_conditions":[7E0, 4E0, 3E0, 5.9615783E-2, -5.443943E-1, -2.6233035E-1, 5.7143474E-1],
    "split_indices":[1, 2, 0, 0, 0, 0, 0], "split_type":[0, 0, 0, 0, 0, 0, 0],
    "sum_hessian":[5.823353E1, 3.3429043E1, 2.4804485E1, 1.4156519E1, 1.9272524E1, 9.297739E0,
    1.5506746E1], "tree_param":{"num_deleted":"0", "num_feature":"3", "num_nodes":"7",
    "size_leaf_vector":"1"}}]}, "name":"gbtree"},
    "learner_model_param":{"base_score":"[1.975E-1]", "boost_from_average":"1", "num_class":"0",
    "num_feature":"3", "num_target":"1"}, "objective":{"name":"binary:logistic",
    "reg_loss_param":{"scale_pos_weight":"1"}}}, "version":[3, 2, 0]}
    """

  /// The log-odds of ``rows``.
  static let margins = [
    1.0823572874069214, -1.195219874382019, -2.4734654426574707, 1.0823572874069214,
  ]

  /// The first row's contributions, the base last.
  static let contributions = [
    0.9557216167449951, 1.3395042419433594, 0.26766538619995117, -1.4805340766906738,
  ]

  static let rows: [[Float]] = [[6, 10, 0], [0, 0, 3], [.nan, 5, 12], [5, .nan, 1]]
}
