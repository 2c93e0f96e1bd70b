"""Writes reference.json: what scikit-learn finds in small sets of points.

    pip install scikit-learn==1.9.1 && python make_reference.py
"""
import json
import pathlib

import numpy as np
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.datasets import make_blobs, make_moons
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.metrics import adjusted_rand_score, silhouette_score


def small(values):
    return np.round(np.asarray(values, dtype=np.float32), 4).astype(np.float32)


blobs, truth = make_blobs(300, centers=4, n_features=5, cluster_std=1.2, random_state=3)
moons, _ = make_moons(240, noise=0.07, random_state=5)
mixed = np.concatenate(
    [
        make_blobs(180, centers=[[0, 0], [6, 0], [3, 5]], cluster_std=0.5, random_state=1)[0],
        np.random.default_rng(2).uniform(-4, 10, (60, 2)),
    ]
)
sets = {"blobs": small(blobs), "moons": small(moons), "mixed": small(mixed)}
reference = {}
for name, points in sets.items():
    pca = PCA().fit(points.astype(np.float64))
    kmeans = KMeans(4 if name == "blobs" else 3, n_init=20, random_state=0, tol=0).fit(
        points.astype(np.float64)
    )
    entry = {
        "points": [[float(f"{v:.4f}") for v in row] for row in points],
        "variances": pca.explained_variance_.tolist(),
        "directions": pca.components_.ravel().tolist(),
        "kmeansCount": int(kmeans.n_clusters),
        "kmeansLabels": kmeans.labels_.tolist(),
        "kmeansInertia": float(kmeans.inertia_),
        "silhouette": float(silhouette_score(points.astype(np.float64), kmeans.labels_)),
        "hdbscan": [],
    }
    for size, samples in ((5, None), (15, None), (10, 3)):
        found = HDBSCAN(min_cluster_size=size, min_samples=samples, copy=True).fit(
            points.astype(np.float64)
        )
        entry["hdbscan"].append(
            {
                "size": size,
                "samples": samples or size,
                "labels": found.labels_.tolist(),
                "agreement": float(adjusted_rand_score(kmeans.labels_, found.labels_)),
            }
        )
    plane = small(pca.transform(points)[:, :2])
    entry["trustworthiness"] = float(
        trustworthiness(points.astype(np.float64), plane.astype(np.float64), n_neighbors=15)
    )
    reference[name] = entry
path = pathlib.Path(__file__).with_name("reference.json")
path.write_text(json.dumps(reference, separators=(",", ":")) + "\n")
